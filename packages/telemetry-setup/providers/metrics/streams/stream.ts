import type { HrTime } from "@opentelemetry/api";
import {
  type AggregationTemporality,
  type DataPoint,
  DataPointType,
  type IAttributesProcessor,
  type MetricData,
} from "@opentelemetry/sdk-metrics";
import type { Aggregation } from "../aggregations/aggregation.ts";
import type { InstrumentDescriptor } from "../instrument_descriptor.ts";

/** What becomes of an instrument's measurements for one reader, by one view or none. */
export interface StreamOptions {
  /** As the metric is sent. */
  readonly descriptor: InstrumentDescriptor;
  readonly aggregation: Aggregation;
  readonly temporality: AggregationTemporality;
  /** How many data points there may be, the one for what is too much included. */
  readonly cardinalityLimit: number;
  readonly processors: readonly IAttributesProcessor[];
  /** When the instrument was made. */
  readonly startTime: HrTime;
}

/** A metric with its data points; `undefined` without any. */
export function toMetricData(
  { descriptor, aggregation, temporality }: StreamOptions,
  dataPoints: DataPoint<unknown>[],
): MetricData | undefined {
  if (dataPoints.length === 0) return undefined;
  const { dataPointType, isMonotonic } = aggregation;
  return {
    descriptor,
    aggregationTemporality: temporality,
    dataPointType,
    dataPoints,
    ...dataPointType === DataPointType.SUM ? { isMonotonic } : {},
  } as MetricData;
}
