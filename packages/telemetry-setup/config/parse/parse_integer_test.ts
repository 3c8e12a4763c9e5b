import assert from "node:assert/strict";
import { parseInteger } from "./parse_integer.ts";

const GOOD: readonly (readonly [string, number])[] = [
  ["0", 0],
  ["-0", 0],
  ["1", 1],
  ["+5", 5],
  ["007", 7],
  ["5000", 5000],
  ["2147483647", 2_147_483_647],
];
for (const [text, value] of GOOD) {
  Deno.test(`parseInteger() takes ${text}`, () => {
    assert.deepEqual(parseInteger(text), { value });
  });
}

const NO_NUMBERS = [
  "abc",
  "5s",
  "5000ms",
  "5 000",
  "5,000",
  "5_000",
  "1.5",
  "5.0",
  "1e3",
  "0x10",
  "Infinity",
  "NaN",
  "--1",
  "+",
  "٥",
];
for (const text of NO_NUMBERS) {
  Deno.test(`parseInteger() refuses ${text}, which is no integer`, () => {
    assert.deepEqual(parseInteger(text, { unit: "milliseconds" }), {
      expected: "a number of milliseconds",
    });
  });
}

const OUT_OF_RANGE: readonly (readonly [string, number, string])[] = [
  ["-1", 0, "a whole number, at least 0"],
  ["-99999999999999999999", 0, "a whole number, at least 0"],
  ["0", 1, "a whole number, at least 1"],
  ["2147483648", 0, "a whole number, at most 2147483647"],
  ["9".repeat(400), 0, "a whole number, at most 2147483647"],
];
for (const [text, min, expected] of OUT_OF_RANGE) {
  Deno.test(`parseInteger() refuses ${text.slice(0, 30)}, when the least is ${min}`, () => {
    assert.deepEqual(parseInteger(text, { min }), { expected });
  });
}
