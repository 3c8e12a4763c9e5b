// Hot path: runs for every exported data point.
import { ValueType } from "@opentelemetry/api";
import { DataPointType, type MetricData, type ResourceMetrics } from "@opentelemetry/sdk-metrics";
import type { Encodable, Metric, MetricsData } from "@otel-deno/otlp";
import type { Repairs } from "./values/repairs.ts";
import {
  toExponentialHistogramDataPoint,
  toHistogramDataPoint,
  toNumberDataPoint,
} from "./to_data_point.ts";
import { toInt32 } from "./values/to_integer.ts";
import { toResource } from "./to_resource.ts";
import { toScope } from "./to_scope.ts";
import { toText } from "./values/to_text.ts";

/** Turns collections of metrics into the records of OTLP, and never throws for a value in them. */
export function toMetricsData(
  collections: readonly ResourceMetrics[],
  repairs: Repairs,
): Encodable<MetricsData> {
  return {
    resourceMetrics: collections.map(({ resource, scopeMetrics }) => ({
      resource: toResource(resource, repairs),
      scopeMetrics: scopeMetrics.map(({ scope, metrics }) => ({
        scope: toScope(scope, repairs),
        metrics: metrics.map((metric) => toMetric(metric, repairs)),
        schemaUrl: toText(scope.schemaUrl, repairs),
      })),
      schemaUrl: toText(resource.schemaUrl, repairs),
    })),
  };
}

function toMetric(metric: MetricData, repairs: Repairs): Encodable<Metric> {
  const { name, description, unit } = metric.descriptor;
  return {
    name: toText(name, repairs),
    description: toText(description, repairs),
    unit: toText(unit, repairs),
    ...toData(metric, repairs),
  };
}

function toData(metric: MetricData, repairs: Repairs): Encodable<Metric> {
  const options = { isInteger: metric.descriptor.valueType === ValueType.INT, repairs };
  // OTLP counts from 1: 0 says that it is not known.
  const aggregationTemporality = toInt32(metric.aggregationTemporality + 1, repairs);
  switch (metric.dataPointType) {
    case DataPointType.GAUGE:
      return {
        gauge: { dataPoints: metric.dataPoints.map((point) => toNumberDataPoint(point, options)) },
      };
    case DataPointType.SUM: {
      const { isMonotonic } = metric;
      const dataPoints = metric.dataPoints.map((point) => toNumberDataPoint(point, options));
      return { sum: { dataPoints, aggregationTemporality, isMonotonic } };
    }
    case DataPointType.HISTOGRAM: {
      const dataPoints = metric.dataPoints.map((point) => toHistogramDataPoint(point, options));
      return { histogram: { dataPoints, aggregationTemporality } };
    }
    case DataPointType.EXPONENTIAL_HISTOGRAM: {
      const dataPoints = metric.dataPoints.map((point) =>
        toExponentialHistogramDataPoint(point, options)
      );
      return { exponentialHistogram: { dataPoints, aggregationTemporality } };
    }
  }
}
