import { equal } from "node:assert/strict";
import { stringEnd } from "./string_end.ts";

Deno.test("stringEnd() finds the quote that is not escaped", () => {
  for (
    const [json, end] of [
      ['""', 1],
      ['"a","b"', 2],
      ['"\\""', 3],
      ['"\\\\","', 3],
      ['"\\\\\\""', 5],
      ['"ü"', 3],
      ['"', -1],
      ['"a\\"', -1],
    ] as const
  ) equal(stringEnd(new TextEncoder().encode(json), 0), end, json);
});
