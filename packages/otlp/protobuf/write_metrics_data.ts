// Hot path: runs for every exported metric.
import type { Encodable } from "../records/encodable.ts";
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
import type { ProtobufWriter } from "./protobuf_writer.ts";
import { writeKeyValues } from "./write_any_value.ts";
import {
  writeExponentialHistogramDataPoint,
  writeHistogramDataPoint,
  writeNumberDataPoint,
  writeSummaryDataPoint,
} from "./write_data_points.ts";
import { writeInstrumentationScope, writeResource } from "./write_resource.ts";

/** Writes the message `MetricsData`. */
export function writeMetricsData(writer: ProtobufWriter, data: Encodable<MetricsData>): void {
  for (const metrics of data.resourceMetrics ?? []) writeResourceMetrics(writer, metrics);
}

function writeResourceMetrics(writer: ProtobufWriter, metrics: Encodable<ResourceMetrics>): void {
  const start = writer.begin(1, 3);
  writeResource(writer, 1, metrics.resource);
  for (const scopeMetrics of metrics.scopeMetrics ?? []) writeScopeMetrics(writer, scopeMetrics);
  writer.string(3, metrics.schemaUrl);
  writer.end(start, 3);
}

function writeScopeMetrics(writer: ProtobufWriter, metrics: Encodable<ScopeMetrics>): void {
  const start = writer.begin(2, 3);
  writeInstrumentationScope(writer, 1, metrics.scope);
  for (const metric of metrics.metrics ?? []) writeMetric(writer, metric);
  writer.string(3, metrics.schemaUrl);
  writer.end(start, 3);
}

/** Writes a metric; of several set kinds, the one with the lowest number. */
function writeMetric(writer: ProtobufWriter, metric: Encodable<Metric>): void {
  const start = writer.begin(2, 2);
  writer.string(1, metric.name);
  writer.string(2, metric.description);
  writer.string(3, metric.unit);
  if (metric.gauge !== undefined) writeGauge(writer, metric.gauge);
  else if (metric.sum !== undefined) writeSum(writer, metric.sum);
  else if (metric.histogram !== undefined) writeHistogram(writer, metric.histogram);
  else if (metric.exponentialHistogram !== undefined) {
    writeExponentialHistogram(writer, metric.exponentialHistogram);
  } else if (metric.summary !== undefined) writeSummary(writer, metric.summary);
  writeKeyValues(writer, 12, metric.metadata);
  writer.end(start, 2);
}

function writeGauge(writer: ProtobufWriter, gauge: Encodable<Gauge>): void {
  const start = writer.begin(5, 2);
  for (const dataPoint of gauge.dataPoints ?? []) writeNumberDataPoint(writer, dataPoint);
  writer.end(start, 2);
}

function writeSum(writer: ProtobufWriter, sum: Encodable<Sum>): void {
  const start = writer.begin(7, 2);
  for (const dataPoint of sum.dataPoints ?? []) writeNumberDataPoint(writer, dataPoint);
  writer.int32(2, sum.aggregationTemporality);
  writer.bool(3, sum.isMonotonic);
  writer.end(start, 2);
}

function writeHistogram(writer: ProtobufWriter, histogram: Encodable<Histogram>): void {
  const start = writer.begin(9, 2);
  for (const dataPoint of histogram.dataPoints ?? []) writeHistogramDataPoint(writer, dataPoint);
  writer.int32(2, histogram.aggregationTemporality);
  writer.end(start, 2);
}

function writeExponentialHistogram(
  writer: ProtobufWriter,
  histogram: Encodable<ExponentialHistogram>,
): void {
  const start = writer.begin(10, 2);
  for (const dataPoint of histogram.dataPoints ?? []) {
    writeExponentialHistogramDataPoint(writer, dataPoint);
  }
  writer.int32(2, histogram.aggregationTemporality);
  writer.end(start, 2);
}

function writeSummary(writer: ProtobufWriter, summary: Encodable<Summary>): void {
  const start = writer.begin(11, 2);
  for (const dataPoint of summary.dataPoints ?? []) writeSummaryDataPoint(writer, dataPoint);
  writer.end(start, 2);
}
