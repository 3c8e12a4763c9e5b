import {
  type AggregationOption,
  AggregationType,
  InstrumentType,
} from "@opentelemetry/sdk-metrics";
import type { InstrumentDescriptor } from "../instrument_descriptor.ts";
import type { Aggregation } from "./aggregation.ts";
import { createExplicitBucketHistogram } from "./explicit_bucket_histogram.ts";
import { createExponentialHistogram } from "./exponential_histogram.ts";
import { isNonNegative } from "./is_non_negative.ts";
import { LAST_VALUE } from "./last_value.ts";
import { createSum } from "./sum.ts";

const GAUGES: ReadonlySet<InstrumentType> = new Set([
  InstrumentType.GAUGE,
  InstrumentType.OBSERVABLE_GAUGE,
]);

/**
 * The aggregation that a view or reader asks for, for an instrument; `undefined` where measurements
 * are dropped.
 *
 * @throws {TypeError} If there is none of that type.
 * @see {@link https://opentelemetry.io/docs/specs/otel/metrics/sdk/#aggregation}
 */
export function chooseAggregation(
  option: AggregationOption,
  { type, advice }: InstrumentDescriptor,
): Aggregation | undefined {
  const recordSum = isNonNegative(type);
  switch (option.type) {
    case AggregationType.DROP:
      return undefined;
    case AggregationType.SUM:
      return createSum(isNonNegative(type));
    case AggregationType.LAST_VALUE:
      return LAST_VALUE;
    case AggregationType.EXPLICIT_BUCKET_HISTOGRAM:
      return createExplicitBucketHistogram({ ...option.options, recordSum });
    case AggregationType.EXPONENTIAL_HISTOGRAM:
      return createExponentialHistogram({ ...option.options, recordSum });
    case AggregationType.DEFAULT:
      if (GAUGES.has(type)) return LAST_VALUE;
      if (type !== InstrumentType.HISTOGRAM) return createSum(isNonNegative(type));
      return createExplicitBucketHistogram({
        boundaries: advice.explicitBucketBoundaries,
        recordSum,
      });
    default:
      throw new TypeError(
        `Cannot aggregate: there is no aggregation ${(option as AggregationOption).type}`,
      );
  }
}
