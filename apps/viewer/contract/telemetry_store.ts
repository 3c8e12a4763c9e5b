import type { LogsData, MetricsData, TracesData } from "@otel-deno/otlp";
import type { JsonLogRecord, LogQuery } from "./logs.ts";
import type { MetricData, MetricQuery, MetricSummary } from "./metrics.ts";
import type { Run, RunComparison } from "./runs.ts";
import type { ServiceOverview } from "./services.ts";
import type { StoreChange, StoreStats } from "./stats.ts";
import type { Trace, TraceQuery, TraceSummary } from "./traces.ts";
import type { Page, TimeRange } from "./values.ts";

/** What is exported: all there is, or a part of it. */
export type ExportSelection =
  | { readonly kind: "all" }
  | { readonly kind: "run"; readonly run: string }
  | { readonly kind: "trace"; readonly traceId: string }
  /** A span with everything below it. */
  | { readonly kind: "subtree"; readonly traceId: string; readonly spanId: string };

/**
 * Keeps telemetry, bounded in bytes and age, and finds it again. What `write` has promised is there
 * after a crash, and for all that is asked afterwards.
 */
export interface TelemetryStore {
  /** @returns Once it is stored and can be found. How many items could not be stored, and why. */
  writeTraces(data: TracesData): Promise<WriteResult>;
  writeMetrics(data: MetricsData): Promise<WriteResult>;
  writeLogs(data: LogsData): Promise<WriteResult>;
  findTraces(query: TraceQuery): Promise<Page<TraceSummary>>;
  getTrace(traceId: string): Promise<Trace | undefined>;
  /** The same as JSON text: where a store has it, a huge trace is answered in half the time. */
  getTraceJson?(traceId: string): Promise<string | undefined>;
  findLogs(query: LogQuery): Promise<Page<JsonLogRecord>>;
  listMetrics(range?: TimeRange & { readonly run?: string }): Promise<readonly MetricSummary[]>;
  getMetric(query: MetricQuery): Promise<MetricData | undefined>;
  getServices(range?: TimeRange & { readonly run?: string }): Promise<ServiceOverview>;
  listRuns(): Promise<readonly Run[]>;
  updateRun(
    id: string,
    change: { readonly name?: string; readonly pinned?: boolean },
  ): Promise<Run | undefined>;
  compareRuns(before: string, after: string): Promise<RunComparison | undefined>;
  stats(): Promise<StoreStats>;
  /** OTLP JSON lines: one `TracesData`, `MetricsData` or `LogsData` a line, with its `\n`. */
  export(selection: ExportSelection): AsyncIterable<string>;
  clear(): Promise<void>;
  /** @returns Stops it. */
  subscribe(listener: (change: StoreChange) => void): () => void;
  close(): Promise<void>;
}

/** What became of something to be written. */
export interface WriteResult {
  readonly rejectedCount: number;
  readonly message: string;
}
