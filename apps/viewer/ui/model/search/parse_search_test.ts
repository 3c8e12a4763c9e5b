import { deepEqual } from "node:assert/strict";
import { parseSearch } from "./parse_search.ts";

function parts(text: string) {
  return parseSearch(text).map(({ key, operator, value, negated }) => [
    key,
    operator,
    value,
    negated,
  ]);
}

Deno.test("parseSearch() takes words and terms apart", () => {
  deepEqual(parts("check out service:shop -http.route:/health duration>10ms"), [
    [undefined, ":", "check", false],
    [undefined, ":", "out", false],
    ["service", ":", "shop", false],
    ["http.route", ":", "/health", true],
    ["duration", ">", "10ms", false],
  ]);
});

Deno.test("parseSearch() keeps blanks and escaped quotes, when a value is quoted", () => {
  deepEqual(parts('name:"GET \\"a\\" b" "two words"'), [
    ["name", ":", 'GET "a" b', false],
    [undefined, ":", "two words", false],
  ]);
});

Deno.test("parseSearch() asks whether a key is there, when its value is a star", () => {
  deepEqual(parts('user.id:* name:"*"'), [
    ["user.id", ":", "", false],
    ["name", ":", "*", false],
  ]);
});

Deno.test("parseSearch() accepts >= and <=, and values with colons", () => {
  deepEqual(parts("duration>=1s url.full:http://a:80/b?c=d"), [
    ["duration", ">", "1s", false],
    ["url.full", ":", "http://a:80/b?c=d", false],
  ]);
});

Deno.test("parseSearch() never fails, when a term is half typed", () => {
  deepEqual(parts('service: - "open -x'), [
    [undefined, ":", "service:", false],
    [undefined, ":", "-", false],
    [undefined, ":", "open -x", false],
  ]);
});
