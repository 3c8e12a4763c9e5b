import type { KeyValue } from "./any_value.ts";

/** One number of a gauge or sum; `asDouble` or `asInt` is set, or neither. */
export interface NumberDataPoint {
  /** Since when it counts, in nanoseconds since 1970-01-01 UTC, unsigned; 0 where unknown. */
  readonly startTimeUnixNano: bigint;
  /** When it was read, in nanoseconds since 1970-01-01 UTC, unsigned. */
  readonly timeUnixNano: bigint;
  /** The number, where it is a floating-point number. */
  readonly asDouble?: number;
  /** Examples of what was measured. */
  readonly exemplars: readonly Exemplar[];
  /** The number, where it is an integer of 64 bits. */
  readonly asInt?: bigint;
  /** What the number is about. */
  readonly attributes: readonly KeyValue[];
  /** Bit 0: there is no value. */
  readonly flags: number;
}

/** One distribution over explicit buckets. */
export interface HistogramDataPoint {
  /** Since when it counts, in nanoseconds since 1970-01-01 UTC, unsigned; 0 where unknown. */
  readonly startTimeUnixNano: bigint;
  /** When it was read, in nanoseconds since 1970-01-01 UTC, unsigned. */
  readonly timeUnixNano: bigint;
  /** How many values there were, unsigned, 64 bits. */
  readonly count: bigint;
  /** Their sum, where it has a meaning. */
  readonly sum?: number;
  /** How many values each bucket got; one more than there are bounds, or none. */
  readonly bucketCounts: readonly bigint[];
  /** The upper bounds of all buckets but the last, ascending. */
  readonly explicitBounds: readonly number[];
  /** Examples of what was measured. */
  readonly exemplars: readonly Exemplar[];
  /** What the distribution is about. */
  readonly attributes: readonly KeyValue[];
  /** Bit 0: there is no value. */
  readonly flags: number;
  /** The smallest value, where known. */
  readonly min?: number;
  /** The largest value, where known. */
  readonly max?: number;
}

/**
 * One distribution over buckets that grow exponentially.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/metrics/data-model/#exponentialhistogram | ExponentialHistogram}
 */
export interface ExponentialHistogramDataPoint {
  /** What the distribution is about. */
  readonly attributes: readonly KeyValue[];
  /** Since when it counts, in nanoseconds since 1970-01-01 UTC, unsigned; 0 where unknown. */
  readonly startTimeUnixNano: bigint;
  /** When it was read, in nanoseconds since 1970-01-01 UTC, unsigned. */
  readonly timeUnixNano: bigint;
  /** How many values there were, unsigned, 64 bits. */
  readonly count: bigint;
  /** Their sum, where it has a meaning. */
  readonly sum?: number;
  /** Buckets grow by the factor 2 ** (2 ** -scale). A signed integer of 32 bits. */
  readonly scale: number;
  /** How many values were 0 within the threshold, unsigned, 64 bits. */
  readonly zeroCount: bigint;
  /** Buckets of the values above 0. */
  readonly positive?: ExponentialHistogramBuckets;
  /** Buckets of the values below 0. */
  readonly negative?: ExponentialHistogramBuckets;
  /** Bit 0: there is no value. */
  readonly flags: number;
  /** Examples of what was measured. */
  readonly exemplars: readonly Exemplar[];
  /** The smallest value, where known. */
  readonly min?: number;
  /** The largest value, where known. */
  readonly max?: number;
  /** Values whose distance from 0 is at most this were counted as 0. */
  readonly zeroThreshold: number;
}

/** Consecutive buckets. `ExponentialHistogramDataPoint.Buckets` in protobuf. */
export interface ExponentialHistogramBuckets {
  /** The index of the first bucket, a signed integer of 32 bits. */
  readonly offset: number;
  /** How many values each bucket got, unsigned, 64 bits. */
  readonly bucketCounts: readonly bigint[];
}

/** Quantiles of one distribution. */
export interface SummaryDataPoint {
  /** Since when it counts, in nanoseconds since 1970-01-01 UTC, unsigned; 0 where unknown. */
  readonly startTimeUnixNano: bigint;
  /** When it was read, in nanoseconds since 1970-01-01 UTC, unsigned. */
  readonly timeUnixNano: bigint;
  /** How many values there were, unsigned, 64 bits. */
  readonly count: bigint;
  /** Their sum. */
  readonly sum: number;
  /** The quantiles. */
  readonly quantileValues: readonly ValueAtQuantile[];
  /** What the distribution is about. */
  readonly attributes: readonly KeyValue[];
  /** Bit 0: there is no value. */
  readonly flags: number;
}

/** One quantile. `SummaryDataPoint.ValueAtQuantile` in protobuf. */
export interface ValueAtQuantile {
  /** Which one, from 0 to 1: 0 is the minimum, 1 the maximum. */
  readonly quantile: number;
  /** The value at that quantile. */
  readonly value: number;
}

/**
 * One measurement that went into a data point; `asDouble` or `asInt` is set, or neither.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/metrics/data-model/#exemplars | Exemplars}
 */
export interface Exemplar {
  /** When it was measured, in nanoseconds since 1970-01-01 UTC, unsigned. */
  readonly timeUnixNano: bigint;
  /** The measured value, where it is a floating-point number. */
  readonly asDouble?: number;
  /** The span it was measured in: lowercase hexadecimal digits, empty outside of a span. */
  readonly spanId: string;
  /** The trace it was measured in: lowercase hexadecimal digits, empty outside of a trace. */
  readonly traceId: string;
  /** The measured value, where it is an integer of 64 bits. */
  readonly asInt?: bigint;
  /** The attributes that the data point left out. */
  readonly filteredAttributes: readonly KeyValue[];
}
