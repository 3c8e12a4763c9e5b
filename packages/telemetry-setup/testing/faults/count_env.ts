/** What an application is started with whose data points are each to be found: see `start_counter.ts`. */
export const COUNT_ENV = {
  OTEL_METRICS_EXPORTER: "otlp",
  OTEL_METRIC_EXPORT_INTERVAL: "250",
  OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: "delta",
} as const;
