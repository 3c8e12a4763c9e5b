import assert from "node:assert/strict";
import { formatFixed, formatShortest } from "./format_number.ts";

// What Go 1.24 prints.
const NUMBERS: readonly (readonly [number, fixed: string, shortest: string])[] = [
  [0, "0.000000", "0"],
  [-0, "-0.000000", "-0"],
  [1.5, "1.500000", "1.5"],
  [-1e-9, "-0.000000", "-1e-09"],
  [0.0001, "0.000100", "0.0001"],
  [0.00001, "0.000010", "1e-05"],
  [123456, "123456.000000", "123456"],
  [1048576, "1048576.000000", "1.048576e+06"],
  // Both are exactly between two numbers with six decimals.
  [0.0078125, "0.007812", "0.0078125"],
  [0.0234375, "0.023438", "0.0234375"],
  [1e21, "1000000000000000000000.000000", "1e+21"],
  [NaN, "NaN", "NaN"],
  [Infinity, "+Inf", "+Inf"],
  [-Infinity, "-Inf", "-Inf"],
];

Deno.test("formatFixed() and formatShortest() print numbers as Go does", () => {
  for (const [value, fixed, shortest] of NUMBERS) {
    assert.equal(formatFixed(value), fixed);
    assert.equal(formatShortest(value), shortest);
  }
});
