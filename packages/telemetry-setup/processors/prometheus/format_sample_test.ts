import { equal } from "node:assert/strict";
import { formatSample } from "./format_sample.ts";

Deno.test("formatSample() escapes what would end a label or the line", () => {
  equal(formatSample("m", new Map([["l", 'a\\b"c\nd']]), 1), 'm{l="a\\\\b\\"c\\nd"} 1\n');
});

Deno.test("formatSample() writes what is no finite number as Prometheus does", () => {
  const values = [NaN, Infinity, -Infinity, 0.1].map((value) =>
    formatSample("m", new Map(), value)
  );
  equal(values.join(""), "m NaN\nm +Inf\nm -Inf\nm 0.1\n");
});

Deno.test("formatSample() quotes a metric's name and a label's, when they are not plain", () => {
  equal(formatSample("http.rolls", new Map([["a.b", "c"]]), 1), '{"http.rolls","a.b"="c"} 1\n');
  equal(formatSample("http.rolls", new Map(), 1), '{"http.rolls"} 1\n');
});
