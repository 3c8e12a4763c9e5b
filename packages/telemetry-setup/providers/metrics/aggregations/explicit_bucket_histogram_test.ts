import type { Histogram } from "@opentelemetry/sdk-metrics";
import { deepEqual } from "node:assert/strict";
import {
  createExplicitBucketHistogram,
  type ExplicitBucketHistogramOptions,
} from "./explicit_bucket_histogram.ts";

function record(values: readonly number[], options: ExplicitBucketHistogramOptions = {}) {
  const accumulator = createExplicitBucketHistogram(options).createAccumulator();
  for (const value of values) accumulator.record(value);
  return accumulator.toValue() as Histogram;
}

Deno.test("createExplicitBucketHistogram() counts a boundary to the bucket that it ends", () => {
  deepEqual(record([-1, 0, 0.5, 1, 2], { boundaries: [0, 1] }), {
    min: -1,
    max: 2,
    sum: 2.5,
    count: 5,
    buckets: { boundaries: [0, 1], counts: [2, 2, 1] },
  });
});

Deno.test("createExplicitBucketHistogram() sorts boundaries, and leaves out those at infinity", () => {
  const { buckets } = record([7], { boundaries: [10, -Infinity, 5, Infinity] });
  deepEqual(buckets, { boundaries: [5, 10], counts: [0, 1, 0] });
});

Deno.test("createExplicitBucketHistogram() has one bucket, when there are no boundaries", () => {
  deepEqual(record([3], { boundaries: [], recordMinMax: false, recordSum: false }), {
    min: undefined,
    max: undefined,
    sum: undefined,
    count: 1,
    buckets: { boundaries: [], counts: [1] },
  });
});

Deno.test("createExplicitBucketHistogram() gives values that later measurements do not change", () => {
  const accumulator = createExplicitBucketHistogram({ boundaries: [1] }).createAccumulator();
  accumulator.record(0);
  const { buckets } = accumulator.toValue() as Histogram;
  accumulator.record(0);
  deepEqual(buckets.counts, [1, 0]);
});
