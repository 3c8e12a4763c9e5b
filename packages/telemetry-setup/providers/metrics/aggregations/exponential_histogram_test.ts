import type { ExponentialHistogram } from "@opentelemetry/sdk-metrics";
import { deepEqual, equal, ok } from "node:assert/strict";
import { Random } from "../testdata/random.ts";
import {
  createExponentialHistogram,
  type ExponentialHistogramOptions,
} from "./exponential_histogram.ts";
import { exponentialIndex } from "./exponential_index.ts";

function record(values: readonly number[], options: ExponentialHistogramOptions = {}) {
  const accumulator = createExponentialHistogram(options).createAccumulator();
  for (const value of values) accumulator.record(value);
  return accumulator.toValue() as ExponentialHistogram;
}

Deno.test("createExponentialHistogram() counts zeros, and both signs by their size", () => {
  deepEqual(record([0, 1, 2, -1, 0], { maxScale: 0 }), {
    min: -1,
    max: 2,
    sum: 2,
    count: 5,
    zeroCount: 2,
    scale: 0,
    positive: { offset: -1, bucketCounts: [1, 1] },
    negative: { offset: -1, bucketCounts: [1] },
  });
});

Deno.test("createExponentialHistogram() leaves out what is not asked for", () => {
  const { min, max, sum } = record([1], { recordMinMax: false, recordSum: false });
  deepEqual([min, max, sum], [undefined, undefined, undefined]);
});

Deno.test("createExponentialHistogram() is as fine as the number of its buckets allows, whatever it records", () => {
  const random = new Random(11);
  for (let round = 0; round < 300; round++) {
    const maxSize = random.pick([2, 3, 8, 20, 160]);
    const spread = random.pick([1, 4, 40, 600]);
    const values = Array.from(
      { length: 1 + random.below(50) },
      () => (random.chance(0.3) ? -1 : 1) * 2 ** ((random.next() - 0.5) * spread),
    );
    const { scale, positive, negative } = record(values, { maxSize });
    const sizeAt = (tried: number, sign: number) => {
      const indices = values.filter((value) => Math.sign(value) === sign)
        .map((value) => exponentialIndex(Math.abs(value), 20) >> (20 - tried));
      return indices.length === 0 ? 0 : Math.max(...indices) - Math.min(...indices) + 1;
    };
    ok(sizeAt(scale, 1) <= maxSize && sizeAt(scale, -1) <= maxSize);
    ok(scale === 20 || Math.max(sizeAt(scale + 1, 1), sizeAt(scale + 1, -1)) > maxSize);
    const count = ({ bucketCounts }: typeof positive) =>
      bucketCounts.reduce((sum, count) => sum + count, 0);
    equal(count(positive) + count(negative), values.length);
    equal(positive.bucketCounts.length, sizeAt(scale, 1));
    equal(negative.bucketCounts.length, sizeAt(scale, -1));
  }
});

Deno.test("createExponentialHistogram() has at least two buckets, so that any two numbers have room", () => {
  const { scale, positive } = record([Number.MIN_VALUE, Number.MAX_VALUE], { maxSize: 0 });
  deepEqual([scale, positive.bucketCounts], [-10, [1, 1]]);
});
