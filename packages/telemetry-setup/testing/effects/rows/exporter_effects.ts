import type { Signal } from "../../../transports/transport.ts";
import type { EffectRow } from "../effect_row.ts";
import type { Observation } from "../observation.ts";

/** Something of each signal on standard output: for people, and as lines of OTLP. */
const ON_CONSOLE = { traces: '"span_id"', metrics: '"resource_metrics"', logs: '"severity_text"' };
const AS_LINES = {
  traces: '"resourceSpans"',
  metrics: '"resourceMetrics"',
  logs: '"resourceLogs"',
};

/** Where a signal can be seen. */
function placesOf(signal: Signal) {
  return ({ requests, stdout, scraped }: Observation): readonly string[] => [
    ...requests.some((request) => request.signal === signal) ? ["otlp"] : [],
    ...requests.some(({ path }) => path === "/zipkin") ? ["zipkin"] : [],
    ...stdout.includes(ON_CONSOLE[signal]) ? ["console"] : [],
    ...stdout.split("\n").some((line) => line.startsWith(`{${AS_LINES[signal]}`)) ? ["lines"] : [],
    ...scraped.length > 0 ? ["prometheus"] : [],
  ];
}

function exporters(
  signal: Signal,
  rows: Readonly<Record<string, readonly string[]>>,
  options: Pick<EffectRow, "with"> = {},
): readonly EffectRow[] {
  return Object.entries(rows).map(([value, expected]) => ({
    ...options,
    variable: `OTEL_${signal.toUpperCase()}_EXPORTER`,
    value,
    ...(value === "otlp" ? { against: "none" } : {}),
    ...(value.includes("prometheus") ? { until: ({ scraped }) => scraped.length > 0 } : {}),
    see: placesOf(signal),
    expected,
  } satisfies EffectRow));
}

const PROMETHEUS = {
  OTEL_METRICS_EXPORTER: "prometheus",
  OTEL_EXPORTER_PROMETHEUS_PORT: "{port}",
} as const;

function metricRequests({ requests }: Observation) {
  return requests.filter(({ signal }) => signal === "metrics");
}

/** Of which counters and histograms there are exemplars, and of which traces. */
function exemplars({ metrics }: Observation) {
  return metrics.flatMap(({ name, exemplars }) => exemplars.map((trace) => [name, trace]));
}

const TRACE_ID = "8".repeat(32);

/** What the choice of exporters does, and the settings of those that are not OTLP's. */
export const EXPORTER_EFFECTS: readonly EffectRow[] = [
  ...exporters("traces", {
    otlp: ["otlp"],
    zipkin: ["zipkin"],
    console: ["console"],
    "otlp/stdout": ["lines"],
    none: [],
    "otlp,console": ["otlp", "console"],
  }, { with: { OTEL_EXPORTER_ZIPKIN_ENDPOINT: "{otherHttp}/zipkin" } }),
  ...exporters("metrics", {
    otlp: ["otlp"],
    prometheus: ["prometheus"],
    console: ["console"],
    "otlp/stdout": ["lines"],
    none: [],
    "otlp,prometheus": ["otlp", "prometheus"],
  }, { with: { OTEL_EXPORTER_PROMETHEUS_PORT: "{port}" } }),
  ...exporters("logs", {
    otlp: ["otlp"],
    console: ["console"],
    "otlp/stdout": ["lines"],
    none: [],
    "console,otlp": ["otlp", "console"],
  }),
  {
    variable: "OTEL_METRICS_EXEMPLAR_FILTER",
    value: "always_on",
    see: exemplars,
    expected: [["rolls", TRACE_ID], ["players", TRACE_ID], ["duration", ""]],
  },
  {
    variable: "OTEL_METRICS_EXEMPLAR_FILTER",
    value: "always_off",
    see: exemplars,
    expected: [],
  },
  {
    variable: "OTEL_METRICS_EXEMPLAR_FILTER",
    value: "trace_based",
    against: "always_off",
    see: exemplars,
    expected: [["rolls", TRACE_ID]],
  },
  {
    variable: "OTEL_METRIC_EXPORT_INTERVAL",
    value: "50",
    until: (observation) => metricRequests(observation).length >= 3,
    see: (observation) => metricRequests(observation).filter(({ early }) => early).length >= 3,
    expected: true,
  },
  {
    variable: "OTEL_METRIC_EXPORT_INTERVAL",
    value: "50",
    with: { OTEL_METRICS_EXPORTER: "console" },
    until: ({ stdout }) => stdout.split(/"rolls"/).length > 3,
    see: ({ stdout }) => stdout.split(/"rolls"/).length > 3,
    expected: true,
  },
  {
    variable: "OTEL_METRIC_EXPORT_TIMEOUT",
    value: "200",
    with: { OTEL_METRIC_EXPORT_INTERVAL: "50" },
    receivers: "silence",
    until: ({ stderr }) => stderr.includes("no answer within 200 ms"),
    see: ({ stderr }) => stderr.includes("no answer within 200 ms"),
    expected: true,
  },
  {
    variable: "OTEL_EXPORTER_ZIPKIN_ENDPOINT",
    value: "{otherHttp}/zipkin",
    against: "{http}/zipkin",
    with: { OTEL_TRACES_EXPORTER: "zipkin" },
    see: ({ requests }) =>
      requests.filter(({ path }) => path === "/zipkin").map(({ at, headers }) => [
        at,
        headers["content-type"],
      ]),
    expected: [["otherHttp", "application/json"]],
  },
  {
    variable: "OTEL_EXPORTER_ZIPKIN_TIMEOUT",
    value: "200",
    with: {
      OTEL_TRACES_EXPORTER: "zipkin",
      OTEL_METRICS_EXPORTER: "none",
      OTEL_LOGS_EXPORTER: "none",
      OTEL_BSP_SCHEDULE_DELAY: "0",
      OTEL_EXPORTER_ZIPKIN_ENDPOINT: "{http}/zipkin",
    },
    receivers: "silence",
    until: ({ stderr }) => stderr.includes("no answer within 200 ms"),
    see: ({ stderr }) => stderr.includes("no answer within 200 ms"),
    expected: true,
  },
  {
    variable: "OTEL_EXPORTER_PROMETHEUS_HOST",
    value: "127.0.0.2",
    with: PROMETHEUS,
    until: ({ scraped }) => scraped.length > 0,
    see: ({ scraped }) => scraped,
    expected: ["127.0.0.2"],
  },
  {
    variable: "OTEL_EXPORTER_PROMETHEUS_PORT",
    value: "{port}",
    against: "0",
    with: { OTEL_METRICS_EXPORTER: "prometheus" },
    until: ({ scraped }) => scraped.length > 0,
    see: ({ scraped }) => scraped,
    expected: ["127.0.0.1"],
  },
];
