import assert from "node:assert/strict";
import { thresholdOf } from "./threshold_of.ts";

/** The specification's table: 1 in N, and the threshold with three, four and five digits. */
const TABLE: readonly (readonly [number, string, string, string])[] = [
  [1, "0", "0", "0"],
  [2, "8", "8", "8"],
  [3, "aab", "aaab", "aaaab"],
  [4, "c", "c", "c"],
  [5, "ccd", "cccd", "ccccd"],
  [8, "e", "e", "e"],
  [10, "e66", "e666", "e6666"],
  [16, "f", "f", "f"],
  [100, "fd71", "fd70a", "fd70a4"],
  [1000, "ffbe7", "ffbe77", "ffbe76d"],
  [10000, "fff972", "fff9724", "fff97247"],
  [100000, "ffff584", "ffff583a", "ffff583a5"],
  [1000000, "ffffef4", "ffffef39", "ffffef391"],
];

Deno.test("thresholdOf() agrees with the specification's table", () => {
  for (const [n, ...expected] of TABLE) {
    const computed = [3, 4, 5].map((precision) => thresholdOf(1 / n, precision));
    assert.deepEqual(computed, expected.map((digits) => digits.padEnd(14, "0")), `1 in ${n}`);
  }
});

Deno.test("thresholdOf() takes four digits", () => {
  assert.equal(thresholdOf(1 / 3), "aaab0000000000");
});

Deno.test("thresholdOf() samples nothing below the least probability", () => {
  assert.equal(thresholdOf(2 ** -56), "ffffffffffff00");
  for (const probability of [2 ** -57, 0, -1, NaN]) {
    assert.equal(thresholdOf(probability), undefined);
  }
  assert.equal(thresholdOf(7), "00000000000000");
});
