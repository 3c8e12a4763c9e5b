import type { HrTime } from "@opentelemetry/api";
import {
  AggregationTemporality,
  type DataPoint,
  DataPointType,
  type ExponentialHistogram,
  type Histogram,
  type MetricData,
  type ResourceMetrics,
  type ScopeMetrics,
} from "@opentelemetry/sdk-metrics";
import type { Encoder } from "../encoder.ts";
import { formatJson } from "../format_json.ts";
import { type Exemplar, exemplarsOf } from "../exemplar.ts";
import { formatResource } from "./format_resource.ts";
import { hasDataPoints } from "../has_data_points.ts";

// The SDK counts from 0; the printed numbers are the protocol's, where 0 is "unspecified".
const TEMPORALITY_NUMBERS = {
  [AggregationTemporality.DELTA]: 1,
  [AggregationTemporality.CUMULATIVE]: 2,
};

/**
 * Makes the encoder that shows metrics on a console: one indented JSON object an export, followed
 * by a newline, in UTF-8. The collections of one call are the members of its `resource_metrics`.
 *
 * Field names, their order and their values are those of the console metric exporter of
 * OpenTelemetry Python. `aggregation_temporality` is the protocol's number: 1 is delta,
 * 2 is cumulative. Times are nanoseconds since the Unix epoch as exact JSON integers; they exceed
 * 2^53, so a JavaScript program that needs the last digits has to read them from the text
 * (`JSON.parse` rounds them to about 256 ns). Numbers are written as JavaScript writes them: `5`
 * for a bound of 5.0. The ids of an exemplar are exact integers, too; outside of a span they are null.
 *
 * Encoding never throws, whatever the attributes hold.
 *
 * @returns An encoder whose `encode` is `undefined` where no metric has a data point.
 * @see {@link https://opentelemetry.io/docs/specs/otel/metrics/sdk_exporters/stdout/ | Metrics exporter, standard output}
 *
 * @example Printing what a provider without instruments collected: nothing
 * ```ts
 * import { emptyResource } from "@opentelemetry/resources";
 * import { equal } from "node:assert/strict";
 *
 * const encoder = createConsoleMetricsEncoder();
 * equal(encoder.encode([{ resource: emptyResource(), scopeMetrics: [] }]), undefined);
 * ```
 */
export function createConsoleMetricsEncoder(): Encoder<ResourceMetrics> {
  const textEncoder = new TextEncoder();
  return {
    contentType: "text/plain; charset=utf-8",
    encode(collections) {
      const filled = collections.filter(hasDataPoints);
      if (filled.length === 0) return undefined;
      const fields = { resource_metrics: filled.map(resourceFields) };
      return textEncoder.encode(`${formatJson(fields)}\n`);
    },
  };
}

function resourceFields({ resource, scopeMetrics }: ResourceMetrics): object {
  return {
    resource: formatResource(resource),
    scope_metrics: scopeMetrics.map(scopeFields),
    schema_url: resource.schemaUrl ?? "",
  };
}

function scopeFields({ scope, metrics }: ScopeMetrics): object {
  const schemaUrl = scope.schemaUrl ?? "";
  return {
    scope: {
      name: scope.name,
      version: scope.version ?? "",
      schema_url: schemaUrl,
      // The SDK's meters take no scope attributes.
      attributes: null,
    },
    metrics: metrics.map((metric) => ({
      name: metric.descriptor.name,
      description: metric.descriptor.description,
      unit: metric.descriptor.unit,
      data: dataFields(metric),
    })),
    schema_url: schemaUrl,
  };
}

function dataFields(metric: MetricData): object {
  const temporality = {
    aggregation_temporality: TEMPORALITY_NUMBERS[metric.aggregationTemporality],
  };
  switch (metric.dataPointType) {
    case DataPointType.GAUGE:
      return { data_points: metric.dataPoints.map(numberFields) };
    case DataPointType.SUM:
      return {
        data_points: metric.dataPoints.map(numberFields),
        ...temporality,
        is_monotonic: metric.isMonotonic,
      };
    case DataPointType.HISTOGRAM:
      return { data_points: metric.dataPoints.map(histogramFields), ...temporality };
    case DataPointType.EXPONENTIAL_HISTOGRAM:
      return { data_points: metric.dataPoints.map(exponentialHistogramFields), ...temporality };
  }
}

function numberFields(point: DataPoint<number>): object {
  return {
    ...commonFields(point),
    value: point.value,
    exemplars: exemplarsOf(point).map(exemplarFields),
  };
}

function histogramFields(point: DataPoint<Histogram>): object {
  const { count, sum, buckets, min, max } = point.value;
  return {
    ...commonFields(point),
    count,
    sum,
    bucket_counts: buckets.counts,
    explicit_bounds: buckets.boundaries,
    min,
    max,
    exemplars: exemplarsOf(point).map(exemplarFields),
  };
}

function exponentialHistogramFields(point: DataPoint<ExponentialHistogram>): object {
  const { count, sum, scale, zeroCount, positive, negative, min, max } = point.value;
  return {
    ...commonFields(point),
    count,
    sum,
    scale,
    zero_count: zeroCount,
    positive: { offset: positive.offset, bucket_counts: positive.bucketCounts },
    negative: { offset: negative.offset, bucket_counts: negative.bucketCounts },
    // The SDK has no points without a recorded value, the only flag that there is.
    flags: 0,
    min,
    max,
    exemplars: exemplarsOf(point).map(exemplarFields),
  };
}

function commonFields(point: DataPoint<unknown>): object {
  return {
    attributes: point.attributes,
    start_time_unix_nano: unixNano(point.startTime),
    time_unix_nano: unixNano(point.endTime),
  };
}

function exemplarFields({ filteredAttributes, value, time, traceId, spanId }: Exemplar): object {
  return {
    filtered_attributes: filteredAttributes,
    value,
    time_unix_nano: unixNano(time),
    span_id: spanId === undefined ? null : BigInt(`0x${spanId}`),
    trace_id: traceId === undefined ? null : BigInt(`0x${traceId}`),
  };
}

function unixNano(time: HrTime): bigint | null {
  if (!Number.isFinite(time[0]) || !Number.isFinite(time[1])) return null;
  return BigInt(Math.trunc(time[0])) * 1_000_000_000n + BigInt(Math.trunc(time[1]));
}
