import { deepEqual, equal } from "node:assert/strict";
import { addDistributions, type Distribution, isNonNegative, toBuckets } from "./distribution.ts";
import { distributionQuantile } from "./distribution_quantile.ts";

const explicit = (bounds: readonly number[], counts: readonly number[]): Distribution => ({
  kind: "explicit",
  bounds,
  counts,
});

Deno.test("addDistributions() counts by the upper bounds of both, where they differ", () => {
  const sum = addDistributions(explicit([1, 3], [1, 2, 3]), explicit([2], [4, 5]));
  deepEqual(sum, explicit([1, 2, 3], [1, 4, 2, 8]));
});

Deno.test("isNonNegative() says whether a difference can be one", () => {
  const less = addDistributions(explicit([1], [1, 2]), explicit([1], [2, 0]), -1);
  equal(isNonNegative(less), false);
  equal(isNonNegative(explicit([1], [0, 0])), true);
});

Deno.test("toBuckets() gives the bounds of exponential buckets, below 0 too", () => {
  const buckets = toBuckets({
    kind: "exponential",
    scale: 0,
    zeroThreshold: 0.5,
    zeroCount: 2,
    positive: new Map([[3, 1], [0, 4]]),
    negative: new Map([[1, 5], [0, 6]]),
  });
  deepEqual(buckets, [
    { lower: -4, upper: -2, count: 5 },
    { lower: -2, upper: -1, count: 6 },
    { lower: -0.5, upper: 0.5, count: 2 },
    { lower: 1, upper: 2, count: 4 },
    { lower: 8, upper: 16, count: 1 },
  ]);
});

Deno.test("distributionQuantile() spreads values evenly in their bucket, and keeps to the extremes", () => {
  const distribution = explicit([10, 20], [10, 10, 0]);
  equal(distributionQuantile(distribution, 0.5), 10);
  equal(distributionQuantile(distribution, 0.75), 15);
  equal(distributionQuantile(distribution, 0.99, { max: 15 }), 15);
  equal(distributionQuantile(distribution, 0.01, { min: 4 }), 4 + 6 * 0.02);
  equal(distributionQuantile(explicit([10], [0, 5]), 0.9), 10);
  equal(distributionQuantile(explicit([10], [0, 0]), 0.9), undefined);
});
