/** One metric about the distribution itself. */
export interface SelfMetric {
  readonly instrument: "counter" | "updowncounter" | "histogram";
  readonly unit: string;
  readonly description: string;
  /** Who records it. @default exporters, processors and the spool */
  readonly by?: "provider";
}

const SPANS = { unit: "{span}" } as const;
const LOGS = { unit: "{log_record}" } as const;
const POINTS = { unit: "{data_point}" } as const;

/**
 * All that `OTEL_DENO_SELF_METRICS` adds, by name, as the semantic conventions 1.45.0 have it. None
 * is stable yet: the names are copied, because the package with them may rename them.
 *
 * @see {@link https://opentelemetry.io/docs/specs/semconv/otel/sdk-metrics/}
 */
export const SELF_METRICS = {
  "otel.sdk.span.started": {
    ...SPANS,
    instrument: "counter",
    by: "provider",
    description: "The number of created spans.",
  },
  "otel.sdk.span.live": {
    ...SPANS,
    instrument: "updowncounter",
    by: "provider",
    description: "The number of currently live spans.",
  },
  "otel.sdk.log.created": {
    ...LOGS,
    instrument: "counter",
    by: "provider",
    description: "The number of logs submitted to enabled SDK Loggers.",
  },
  "otel.sdk.metric_reader.collection.duration": {
    unit: "s",
    instrument: "histogram",
    by: "provider",
    description: "The duration of the collect operation of the metric reader.",
  },
  "otel.sdk.processor.span.processed": {
    ...SPANS,
    instrument: "counter",
    description: "Spans that were passed on or dropped",
  },
  "otel.sdk.processor.span.queue.size": {
    ...SPANS,
    instrument: "updowncounter",
    description: "Spans in the queue",
  },
  "otel.sdk.processor.span.queue.capacity": {
    ...SPANS,
    instrument: "updowncounter",
    description: "Spans that the queue can hold",
  },
  "otel.sdk.processor.log.processed": {
    ...LOGS,
    instrument: "counter",
    description: "Log records that were passed on or dropped",
  },
  "otel.sdk.processor.log.queue.size": {
    ...LOGS,
    instrument: "updowncounter",
    description: "Log records in the queue",
  },
  "otel.sdk.processor.log.queue.capacity": {
    ...LOGS,
    instrument: "updowncounter",
    description: "Log records that the queue can hold",
  },
  "otel.sdk.exporter.span.exported": {
    ...SPANS,
    instrument: "counter",
    description: "Spans whose export has ended",
  },
  "otel.sdk.exporter.span.inflight": {
    ...SPANS,
    instrument: "updowncounter",
    description: "Spans whose export has not ended",
  },
  "otel.sdk.exporter.log.exported": {
    ...LOGS,
    instrument: "counter",
    description: "Log records whose export has ended",
  },
  "otel.sdk.exporter.log.inflight": {
    ...LOGS,
    instrument: "updowncounter",
    description: "Log records whose export has not ended",
  },
  "otel.sdk.exporter.metric_data_point.exported": {
    ...POINTS,
    instrument: "counter",
    description: "Data points whose export has ended",
  },
  "otel.sdk.exporter.metric_data_point.inflight": {
    ...POINTS,
    instrument: "updowncounter",
    description: "Data points whose export has not ended",
  },
  "otel.sdk.exporter.operation.duration": {
    unit: "s",
    instrument: "histogram",
    description: "How long the request took that ended an export",
  },
} as const satisfies Readonly<Record<string, SelfMetric>>;

/** A name of {@linkcode SELF_METRICS}. */
export type SelfMetricName = keyof typeof SELF_METRICS;
