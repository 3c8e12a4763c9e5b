import type { LogsData, Metric, MetricsData, TracesData } from "@otel-deno/otlp";

/** How many spans there are. */
export function basicTraces({ resourceSpans }: TracesData): string {
  const spans = sum(
    resourceSpans,
    ({ scopeSpans }) => sum(scopeSpans, (each) => each.spans.length),
  );
  return `Traces\t{"resource spans": ${resourceSpans.length}, "spans": ${spans}}`;
}

/** How many metrics and data points there are. */
export function basicMetrics({ resourceMetrics }: MetricsData): string {
  const all = resourceMetrics.flatMap(({ scopeMetrics }) =>
    scopeMetrics.flatMap(({ metrics }) => metrics)
  );
  return `Metrics\t{"resource metrics": ${resourceMetrics.length}, ` +
    `"metrics": ${all.length}, "data points": ${sum(all, countPoints)}}`;
}

/** How many log records there are. */
export function basicLogs({ resourceLogs }: LogsData): string {
  const records = sum(
    resourceLogs,
    ({ scopeLogs }) => sum(scopeLogs, (each) => each.logRecords.length),
  );
  return `Logs\t{"resource logs": ${resourceLogs.length}, "log records": ${records}}`;
}

function countPoints({ gauge, sum, histogram, exponentialHistogram, summary }: Metric): number {
  return (gauge ?? sum ?? histogram ?? exponentialHistogram ?? summary)?.dataPoints.length ?? 0;
}

function sum<T>(items: readonly T[], count: (item: T) => number): number {
  return items.reduce((total, item) => total + count(item), 0);
}
