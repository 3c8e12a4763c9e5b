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
import { toCount, toInt32 } from "./values/to_integer.ts";
import { toKeyValues } from "./values/to_key_values.ts";
import { toUnixNano } from "./values/to_unix_nano.ts";

const MAX_INT64 = 2 ** 63;

/** Turns one number of a gauge or sum; what is no integer of 64 bits is sent as a double. */
export function toNumberDataPoint(
  point: DataPoint<number>,
  { isInteger, repairs }: { readonly isInteger: boolean; readonly repairs: Repairs },
): Encodable<NumberDataPoint> {
  const { value } = point;
  const common = toCommon(point, repairs);
  if (!isInteger || !Number.isInteger(value) || value < -MAX_INT64 || value >= MAX_INT64) {
    return { ...common, asDouble: value };
  }
  return { ...common, asInt: Number.isSafeInteger(value) ? value : BigInt(value) };
}

/** Turns a distribution over explicit buckets. */
export function toHistogramDataPoint(
  point: DataPoint<Histogram>,
  repairs: Repairs,
): Encodable<HistogramDataPoint> {
  const { count, sum, buckets, min, max } = point.value;
  return {
    ...toCommon(point, repairs),
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
  repairs: Repairs,
): Encodable<ExponentialHistogramDataPoint> {
  const { count, sum, scale, zeroCount, positive, negative, min, max } = point.value;
  return {
    ...toCommon(point, repairs),
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

function toCommon({ startTime, endTime, attributes }: DataPoint<unknown>, repairs: Repairs) {
  return {
    startTimeUnixNano: toUnixNano(startTime, repairs),
    timeUnixNano: toUnixNano(endTime, repairs),
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
