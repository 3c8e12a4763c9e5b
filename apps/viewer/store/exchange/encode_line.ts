import {
  encodeLogs,
  encodeMetrics,
  type EncodeOptions,
  encodeTraces,
  type LogRecord,
  type Metric,
  type Span,
} from "@otel-deno/otlp";
import type { StoredSource } from "../items/source_reader.ts";

/** What an export is made of, in this order. */
export type ExportedSignal = "traces" | "logs" | "metrics";

/** A span, log record or data point that is exported. */
export type ExportedItem =
  & { readonly source: number; readonly row: number; readonly index: number }
  & (
    | { readonly signal: "traces"; readonly value: Span }
    | { readonly signal: "logs"; readonly value: LogRecord }
    /** A metric with one point; `metric` is the same number for the same metric. */
    | { readonly signal: "metrics"; readonly value: Metric; readonly metric: number }
  );

const OPTIONS: EncodeOptions = { maxDepth: 256 };
const decoder = new TextDecoder();

/** Encodes items of one signal and source as a line of OTLP JSON, with its `\n`. */
export function encodeLine(source: StoredSource, items: readonly ExportedItem[]): string {
  return decoder.decode(encodeItems(source, items)) + "\n";
}

function encodeItems({ resource, scope }: StoredSource, items: readonly ExportedItem[]) {
  switch (items[0]?.signal) {
    case "logs": {
      const logRecords = items.flatMap((item) => item.signal === "logs" ? [item.value] : []);
      const scopeLogs = [{ ...scope, logRecords }];
      return encodeLogs({ resourceLogs: [{ ...resource, scopeLogs }] }, "json", OPTIONS);
    }
    case "metrics": {
      const scopeMetrics = [{ ...scope, metrics: joinMetrics(items) }];
      return encodeMetrics({ resourceMetrics: [{ ...resource, scopeMetrics }] }, "json", OPTIONS);
    }
    default: {
      const spans = items.flatMap((item) => item.signal === "traces" ? [item.value] : []);
      const scopeSpans = [{ ...scope, spans }];
      return encodeTraces({ resourceSpans: [{ ...resource, scopeSpans }] }, "json", OPTIONS);
    }
  }
}

/** Brings points of the same metric together that follow each other. */
function joinMetrics(items: readonly ExportedItem[]): readonly Metric[] {
  const metrics: Metric[] = [];
  let last: number | undefined;
  for (const item of items) {
    if (item.signal !== "metrics") continue;
    if (item.metric === last) metrics.push(join(metrics.pop()!, item.value));
    else metrics.push(item.value);
    last = item.metric;
  }
  return metrics;
}

function join(before: Metric, after: Metric): Metric {
  const { gauge, sum, histogram, exponentialHistogram, summary } = before;
  if (gauge) return { ...before, gauge: joinPoints(gauge, after.gauge) };
  if (sum) return { ...before, sum: joinPoints(sum, after.sum) };
  if (histogram) return { ...before, histogram: joinPoints(histogram, after.histogram) };
  if (exponentialHistogram) {
    const joined = joinPoints(exponentialHistogram, after.exponentialHistogram);
    return { ...before, exponentialHistogram: joined };
  }
  return { ...before, summary: joinPoints(summary!, after.summary) };
}

function joinPoints<P, T extends { readonly dataPoints: readonly P[] }>(
  before: T,
  after: { readonly dataPoints: readonly P[] } | undefined,
): T {
  // Appended to in place: a line of 256 points would copy as many lists.
  (before.dataPoints as P[]).push(...after?.dataPoints ?? []);
  return before;
}
