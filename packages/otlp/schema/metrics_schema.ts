import type {
  ExponentialHistogram,
  Gauge,
  Histogram,
  Metric,
  MetricsData,
  ResourceMetrics,
  ScopeMetrics,
  Sum,
  Summary,
} from "../records/metrics_data.ts";
import { KEY_VALUE } from "./any_value_schema.ts";
import {
  EXPONENTIAL_HISTOGRAM_DATA_POINT,
  HISTOGRAM_DATA_POINT,
  NUMBER_DATA_POINT,
  SUMMARY_DATA_POINT,
} from "./data_points_schema.ts";
import { describeMessage, type Message } from "./message.ts";
import { INSTRUMENTATION_SCOPE, RESOURCE } from "./resource_schema.ts";

/** `opentelemetry.proto.metrics.v1.MetricsData`, and the request that exports it. */
export const METRICS_DATA: Message = describeMessage<MetricsData>("MetricsData", () => ({
  resourceMetrics: [1, RESOURCE_METRICS, "repeated"],
}));

const RESOURCE_METRICS: Message = describeMessage<ResourceMetrics>("ResourceMetrics", () => ({
  resource: [1, RESOURCE],
  scopeMetrics: [2, SCOPE_METRICS, "repeated"],
  schemaUrl: [3, "string"],
}));

const SCOPE_METRICS: Message = describeMessage<ScopeMetrics>("ScopeMetrics", () => ({
  scope: [1, INSTRUMENTATION_SCOPE],
  metrics: [2, METRIC, "repeated"],
  schemaUrl: [3, "string"],
}));

const METRIC: Message = describeMessage<Metric>("Metric", () => ({
  name: [1, "string"],
  description: [2, "string"],
  unit: [3, "string"],
  gauge: [5, GAUGE, "oneof"],
  sum: [7, SUM, "oneof"],
  histogram: [9, HISTOGRAM, "oneof"],
  exponentialHistogram: [10, EXPONENTIAL_HISTOGRAM, "oneof"],
  summary: [11, SUMMARY, "oneof"],
  metadata: [12, KEY_VALUE, "repeated"],
}));

const GAUGE: Message = describeMessage<Gauge>("Gauge", () => ({
  dataPoints: [1, NUMBER_DATA_POINT, "repeated"],
}));

const SUM: Message = describeMessage<Sum>("Sum", () => ({
  dataPoints: [1, NUMBER_DATA_POINT, "repeated"],
  aggregationTemporality: [2, "enum"],
  isMonotonic: [3, "bool"],
}));

const HISTOGRAM: Message = describeMessage<Histogram>("Histogram", () => ({
  dataPoints: [1, HISTOGRAM_DATA_POINT, "repeated"],
  aggregationTemporality: [2, "enum"],
}));

const EXPONENTIAL_HISTOGRAM: Message = describeMessage<ExponentialHistogram>(
  "ExponentialHistogram",
  () => ({
    dataPoints: [1, EXPONENTIAL_HISTOGRAM_DATA_POINT, "repeated"],
    aggregationTemporality: [2, "enum"],
  }),
);

const SUMMARY: Message = describeMessage<Summary>("Summary", () => ({
  dataPoints: [1, SUMMARY_DATA_POINT, "repeated"],
}));
