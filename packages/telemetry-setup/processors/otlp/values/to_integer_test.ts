import { deepEqual, equal } from "node:assert/strict";
import { toCount, toInt32, toUint32 } from "./to_integer.ts";

Deno.test("toUint32(), toInt32() and toCount() keep what has a place in its type", () => {
  const repairs = { count: 0 };
  deepEqual([0, 2 ** 32 - 1].map((value) => toUint32(value, repairs)), [0, 2 ** 32 - 1]);
  deepEqual([-(2 ** 31), 5].map((value) => toInt32(value, repairs)), [-(2 ** 31), 5]);
  deepEqual([0, 2 ** 53 - 1].map((value) => toCount(value, repairs)), [0, 2 ** 53 - 1]);
  deepEqual([toUint32(undefined, repairs), toInt32(undefined, repairs)], [0, 0]);
  equal(repairs.count, 0);
});

Deno.test("toUint32(), toInt32() and toCount() are 0, and count, for everything else", () => {
  const repairs = { count: 0 };
  for (const value of [-1, 0.5, NaN, 2 ** 32]) equal(toUint32(value, repairs), 0);
  for (const value of [2 ** 31, 0.5, NaN]) equal(toInt32(value, repairs), 0);
  for (const value of [-1, 0.5, NaN, 2 ** 53]) equal(toCount(value, repairs), 0);
  equal(repairs.count, 11);
});
