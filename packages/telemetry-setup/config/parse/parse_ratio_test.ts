import assert from "node:assert/strict";
import { parseRatio } from "./parse_ratio.ts";

for (
  const [text, value] of [["0", 0], ["1", 1], ["1.0", 1], [".5", 0.5], ["1e-3", 0.001]] as const
) {
  Deno.test(`parseRatio() reads ${text} as ${value}`, () => {
    assert.deepEqual(parseRatio(text), { value });
  });
}

for (const text of ["1.01", "-0.1", "50%", "0,5", "0x1", "half", "NaN", "1e9999", ""]) {
  Deno.test(`parseRatio() refuses ${JSON.stringify(text)}`, () => {
    assert.deepEqual(parseRatio(text), { expected: "a number from 0 to 1" });
  });
}
