const SIGNALS = ["", "TRACES_", "METRICS_", "LOGS_"] as const;
const OTLP_OPTIONS = [
  "ENDPOINT",
  "INSECURE",
  "CERTIFICATE",
  "CLIENT_KEY",
  "CLIENT_CERTIFICATE",
  "HEADERS",
  "COMPRESSION",
  "TIMEOUT",
  "PROTOCOL",
] as const;

/**
 * The variables of the specification, version 1.60.0: written down here once more, so that one that
 * is missing in the table of variables is missed.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/}
 * @see {@link https://opentelemetry.io/docs/specs/otel/protocol/exporter/}
 */
export const SPECIFICATION_VARIABLES: readonly string[] = [
  "OTEL_SDK_DISABLED",
  "OTEL_ENTITIES",
  "OTEL_RESOURCE_ATTRIBUTES",
  "OTEL_SERVICE_NAME",
  "OTEL_LOG_LEVEL",
  "OTEL_PROPAGATORS",
  "OTEL_TRACES_SAMPLER",
  "OTEL_TRACES_SAMPLER_ARG",
  "OTEL_BSP_SCHEDULE_DELAY",
  "OTEL_BSP_EXPORT_TIMEOUT",
  "OTEL_BSP_MAX_QUEUE_SIZE",
  "OTEL_BSP_MAX_EXPORT_BATCH_SIZE",
  "OTEL_BLRP_SCHEDULE_DELAY",
  "OTEL_BLRP_EXPORT_TIMEOUT",
  "OTEL_BLRP_MAX_QUEUE_SIZE",
  "OTEL_BLRP_MAX_EXPORT_BATCH_SIZE",
  "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT",
  "OTEL_ATTRIBUTE_COUNT_LIMIT",
  "OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT",
  "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT",
  "OTEL_SPAN_EVENT_COUNT_LIMIT",
  "OTEL_SPAN_LINK_COUNT_LIMIT",
  "OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT",
  "OTEL_LINK_ATTRIBUTE_COUNT_LIMIT",
  "OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT",
  "OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT",
  "OTEL_TRACES_EXPORTER",
  "OTEL_METRICS_EXPORTER",
  "OTEL_LOGS_EXPORTER",
  "OTEL_METRICS_EXEMPLAR_FILTER",
  "OTEL_METRIC_EXPORT_INTERVAL",
  "OTEL_METRIC_EXPORT_TIMEOUT",
  ...OTLP_OPTIONS.flatMap((option) =>
    SIGNALS.map((signal) => `OTEL_EXPORTER_OTLP_${signal}${option}`)
  ),
  "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE",
  "OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION",
  "OTEL_EXPORTER_ZIPKIN_ENDPOINT",
  "OTEL_EXPORTER_ZIPKIN_TIMEOUT",
  "OTEL_EXPORTER_PROMETHEUS_HOST",
  "OTEL_EXPORTER_PROMETHEUS_PORT",
  "OTEL_CONFIG_FILE",
];

/**
 * The values that the specification lists for its variables, by the variable. Those of a variable for
 * one signal are those of the one for all. Log levels are left out: the specification leaves them open.
 */
export const SPECIFICATION_VALUES: Readonly<Record<string, readonly string[]>> = {
  OTEL_PROPAGATORS: [
    "tracecontext",
    "baggage",
    "b3",
    "b3multi",
    "jaeger",
    "xray",
    "ottrace",
    "none",
  ],
  OTEL_TRACES_SAMPLER: [
    "always_on",
    "always_off",
    "traceidratio",
    "parentbased_always_on",
    "parentbased_always_off",
    "parentbased_traceidratio",
    "parentbased_jaeger_remote",
    "jaeger_remote",
    "xray",
  ],
  OTEL_TRACES_EXPORTER: ["otlp", "zipkin", "console", "none", "otlp/stdout"],
  OTEL_METRICS_EXPORTER: ["otlp", "prometheus", "console", "none", "otlp/stdout"],
  OTEL_LOGS_EXPORTER: ["otlp", "console", "none", "otlp/stdout"],
  OTEL_METRICS_EXEMPLAR_FILTER: ["always_on", "always_off", "trace_based"],
  OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: ["cumulative", "delta", "lowmemory"],
  OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION: [
    "explicit_bucket_histogram",
    "base2_exponential_bucket_histogram",
  ],
  OTEL_EXPORTER_OTLP_PROTOCOL: ["grpc", "http/protobuf", "http/json"],
  OTEL_EXPORTER_OTLP_COMPRESSION: ["gzip", "none"],
};
