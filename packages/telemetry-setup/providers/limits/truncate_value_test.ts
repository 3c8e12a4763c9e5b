import { deepEqual, equal } from "node:assert/strict";
import { truncateValue } from "./truncate_value.ts";

Deno.test("truncateValue() cuts what is too long at every depth, and nothing else", () => {
  const value = {
    text: "abcdef",
    short: "abc",
    list: ["abcd", 12345, true, null, ["efgh"]],
    bytes: Uint8Array.of(1, 2, 3, 4),
  };
  deepEqual(truncateValue(value, 3), {
    text: "abc",
    short: "abc",
    list: ["abc", 12345, true, null, ["efg"]],
    bytes: Uint8Array.of(1, 2, 3),
  });
});

Deno.test("truncateValue() returns the value itself, when there is no limit", () => {
  const value = { text: "abc" };
  equal(truncateValue(value, Infinity), value);
});
