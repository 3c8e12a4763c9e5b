import type { LogsData, Metric, MetricsData, TracesData } from "@otel-deno/otlp";

/** How many items of each kind. */
export interface ItemCounts {
  readonly spans: number;
  readonly logs: number;
  readonly metricPoints: number;
}

/** Counts the spans, log records and data points of an export. */
export function countItems(data: TracesData | MetricsData | LogsData): ItemCounts {
  const none = { spans: 0, logs: 0, metricPoints: 0 };
  if ("resourceSpans" in data) {
    const scopes = data.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans);
    return { ...none, spans: scopes.reduce((sum, { spans }) => sum + spans.length, 0) };
  }
  if ("resourceLogs" in data) {
    const scopes = data.resourceLogs.flatMap(({ scopeLogs }) => scopeLogs);
    return { ...none, logs: scopes.reduce((sum, { logRecords }) => sum + logRecords.length, 0) };
  }
  const metrics = data.resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics)
    .flatMap(({ metrics }) => metrics);
  return { ...none, metricPoints: metrics.reduce((sum, metric) => sum + pointsOf(metric), 0) };
}

function pointsOf({ gauge, sum, histogram, exponentialHistogram, summary }: Metric): number {
  return (gauge ?? sum ?? histogram ?? exponentialHistogram ?? summary)?.dataPoints.length ?? 0;
}
