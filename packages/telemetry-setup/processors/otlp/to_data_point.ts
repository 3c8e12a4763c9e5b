// Hot path: runs for every exported data point.
import type { DataPoint, ExponentialHistogram, Histogram } from "@opentelemetry/sdk-metrics";
import type {
  Encodable,
  ExponentialHistogramBuckets,
  ExponentialHistogramDataPoint,
  HistogramDataPoint,
  NumberDataPoint,
} from "@otel-deno/otlp";
import type { Repairs } from "./values/repairs.ts";
import { toExemplars } from "./to_exemplars.ts";
import { toCount, toInt32 } from "./values/to_integer.ts";
import { toKeyValues } from "./values/to_key_values.ts";
import { toNumber } from "./values/to_number.ts";
import { toUnixNano } from "./values/to_unix_nano.ts";

/** What the points of one metric have in common, and where replaced values are counted. */
export interface DataPointOptions {
  /** Whether the instrument measures integers. */
  readonly isInteger: boolean;
  readonly repairs: Repairs;
}

/** Turns one number of a gauge or sum; what is no integer of 64 bits is sent as a double. */
export function toNumberDataPoint(
  point: DataPoint<number>,
  options: DataPointOptions,
): Encodable<NumberDataPoint> {
  return { ...toCommon(point, options), ...toNumber(point.value, options.isInteger) };
}

/** Turns a distribution over explicit buckets. */
export function toHistogramDataPoint(
  point: DataPoint<Histogram>,
  options: DataPointOptions,
): Encodable<HistogramDataPoint> {
  const { repairs } = options;
  const { count, sum, buckets, min, max } = point.value;
  return {
    ...toCommon(point, options),
    count: toCount(count, repairs),
    sum,
    bucketCounts: buckets.counts.map((count) => toCount(count, repairs)),
    explicitBounds: buckets.boundaries,
    min,
    max,
  };
}

/** Turns a distribution over buckets that grow exponentially. */
export function toExponentialHistogramDataPoint(
  point: DataPoint<ExponentialHistogram>,
  options: DataPointOptions,
): Encodable<ExponentialHistogramDataPoint> {
  const { repairs } = options;
  const { count, sum, scale, zeroCount, positive, negative, min, max } = point.value;
  return {
    ...toCommon(point, options),
    count: toCount(count, repairs),
    sum,
    scale: toInt32(scale, repairs),
    zeroCount: toCount(zeroCount, repairs),
    positive: toBuckets(positive, repairs),
    negative: toBuckets(negative, repairs),
    min,
    max,
  };
}

function toCommon(point: DataPoint<unknown>, options: DataPointOptions) {
  const { startTime, endTime, attributes } = point;
  const { repairs } = options;
  return {
    startTimeUnixNano: toUnixNano(startTime, repairs),
    timeUnixNano: toUnixNano(endTime, repairs),
    exemplars: toExemplars(point, options),
    attributes: toKeyValues(attributes, repairs),
  };
}

function toBuckets(
  { offset, bucketCounts }: ExponentialHistogram["positive"],
  repairs: Repairs,
): Encodable<ExponentialHistogramBuckets> {
  return {
    offset: toInt32(offset, repairs),
    bucketCounts: bucketCounts.map((count) => toCount(count, repairs)),
  };
}
