import { deepEqual, equal, ok } from "node:assert/strict";
import type { Bucket, MetricSeries } from "../../../contract/metrics.ts";
import { bucketQuantile } from "./bucket_quantile.ts";
import { heatColumns } from "./heat_columns.ts";
import { heatScale } from "./heat_scale.ts";

function series(points: Readonly<Record<number, readonly Bucket[]>>): MetricSeries {
  return {
    attributes: [],
    exemplars: [],
    points: Object.entries(points).map(([seconds, buckets]) => ({
      timeUnixNano: `${seconds}000000000`,
      buckets,
      p50: 7,
    })),
  };
}

const FAST: readonly Bucket[] = [{ lower: 0, upper: 1, count: 4 }, {
  lower: 1,
  upper: 2,
  count: 0,
}];
const SLOW: readonly Bucket[] = [{ lower: 1, upper: 2, count: 4 }];

Deno.test("heatColumns() adds up the series of a moment, bucket by bucket, and their quantiles", () => {
  const columns = heatColumns([series({ 10: FAST, 20: FAST }), series({ 10: SLOW })]);
  deepEqual(
    columns.map(({ count, buckets, p50 }) => [count, buckets.map((one) => one.count), p50]),
    [
      [8, [4, 4], 1],
      [4, [4, 0], 7],
    ],
  );
});

Deno.test("heatColumns() leaves a gap, when nothing came for long", () => {
  const columns = heatColumns([series({ 10: FAST, 20: FAST, 30: FAST, 100: FAST })]);
  deepEqual(columns.map(({ from, to }) => [from, to]), [[0, 10], [10, 20], [20, 30], [90, 100]]);
});

Deno.test("bucketQuantile() goes into the bucket by its share, and stays in bounds at open ends", () => {
  equal(bucketQuantile([{ lower: 0, upper: 10, count: 10 }], 0.5), 5);
  equal(bucketQuantile([{ lower: 5, upper: "Infinity", count: 1 }], 0.99), 5);
  equal(bucketQuantile([{ lower: "-Infinity", upper: -3, count: 2 }], 0.5), -3);
  equal(bucketQuantile([{ lower: 0, upper: 1, count: 0 }], 0.5), undefined);
});

Deno.test("heatScale() is logarithmic, when the bounds lie far apart, and then above zero", () => {
  const wide = heatScale(heatColumns([series({
    1: [
      { lower: 0, upper: 0.005, count: 3 },
      { lower: 5, upper: "Infinity", count: 1 },
    ],
  })]));
  ok(wide.logarithmic && wide.min > 0 && wide.max > 5);
  equal(wide.most, 3);
  const narrow = heatScale(heatColumns([series({ 1: FAST })]));
  deepEqual([narrow.logarithmic, narrow.min], [false, 0]);
});
