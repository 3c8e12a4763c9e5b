import type { ExponentialHistogramBuckets, ExponentialHistogramDataPoint } from "@otel-deno/otlp";

/** A bucket by the sizes of its bounds; those of negative values have no sign. */
export interface ExponentialBucket {
  readonly lower: number;
  readonly upper: number;
  readonly count: bigint;
}

/** The buckets of a point, from the lowest value to the highest. */
export interface PointBuckets {
  readonly negative: readonly ExponentialBucket[];
  readonly zeroCount: bigint;
  readonly positive: readonly ExponentialBucket[];
}

/**
 * What the buckets of a point stand for.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/metrics/data-model/#exponential-scale | Exponential scale}
 */
export function exponentialBuckets(
  { scale, negative, zeroCount, positive }: ExponentialHistogramDataPoint,
): PointBuckets {
  return {
    negative: bucketsOf(negative, scale).toReversed(),
    zeroCount,
    positive: bucketsOf(positive, scale),
  };
}

function bucketsOf(
  { offset, bucketCounts }: ExponentialHistogramBuckets = { offset: 0, bucketCounts: [] },
  scale: number,
): ExponentialBucket[] {
  const factor = Math.LN2 * 2 ** -scale;
  return bucketCounts.map((count, position) => ({
    lower: Math.exp((offset + position) * factor),
    upper: Math.exp((offset + position + 1) * factor),
    count,
  }));
}
