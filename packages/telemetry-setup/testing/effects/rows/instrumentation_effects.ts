import type { EffectRow } from "../effect_row.ts";
import type { Observation } from "../observation.ts";

/** Which instrumentations have left a trace. */
function seen({ spans, logRecords, metrics }: Observation): readonly string[] {
  const traces = {
    "http-server": spans.some(({ isServer }) => isServer),
    "http-client": spans.some(({ scope }) => scope.endsWith("/http-client")),
    hono: spans.some(({ attributes }) => attributes["http.route"] === "/dice/:sides"),
    console: logRecords.some(({ body }) => body === "info by the console"),
    logtape: logRecords.some(({ body }) => body === "info by LogTape"),
    worker: spans.some(({ name }) => name === "in a worker"),
    "child-process": spans.some(({ attributes }) => attributes["told child process"] === true),
    "runtime-metrics": metrics.some(({ name }) => name === "process.cpu.time"),
  };
  return Object.entries(traces).filter(([, isThere]) => isThere).map(([name]) => name);
}

const ALL = [
  "http-server",
  "http-client",
  "hono",
  "console",
  "logtape",
  "worker",
  "child-process",
  "runtime-metrics",
] as const;

/** What remains without each. */
const WITHOUT: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(ALL.map((name) => [name, ALL.filter((other) => other !== name)])),
  // The route is told on the span of the request.
  "http-server": ALL.filter((name) => name !== "http-server" && name !== "hono"),
  "*": [],
};

/** Those that leave a trace alone. */
const ALONE = ALL.filter((name) => name !== "hono");

const app = "serve_requests";

/** The handler of `./std-log` is in the application; it does nothing where it is off. */
const STD_LOG: readonly EffectRow[] = [
  {
    variable: "OTEL_DENO_DISABLED_INSTRUMENTATIONS",
    value: "std-log",
    expected: ["info by the console"],
  },
  {
    variable: "OTEL_PYTHON_DISABLED_INSTRUMENTATIONS",
    value: "std-log",
    expected: ["info by the console"],
  },
  {
    variable: "OTEL_DENO_ENABLED_INSTRUMENTATIONS",
    value: "std-log",
    expected: ["info by @std/log"],
  },
].map((row) => ({
  ...row,
  app: "log_with_std_log",
  see: ({ logRecords }: Observation) => logRecords.map(({ body }) => body),
}));

/** What switching instrumentations on and off does. */
export const INSTRUMENTATION_EFFECTS: readonly EffectRow[] = [
  ...STD_LOG,
  ...["OTEL_DENO_DISABLED_INSTRUMENTATIONS", "OTEL_PYTHON_DISABLED_INSTRUMENTATIONS"].flatMap(
    (variable) =>
      Object.entries(WITHOUT).map(([value, expected]): EffectRow => ({
        variable,
        value,
        app,
        see: seen,
        expected,
      })),
  ),
  ...ALONE.map((value): EffectRow => ({
    variable: "OTEL_DENO_ENABLED_INSTRUMENTATIONS",
    value,
    app,
    see: seen,
    expected: [value],
  })),
  {
    variable: "OTEL_DENO_ENABLED_INSTRUMENTATIONS",
    value: "hono,http-server",
    against: "http-server",
    app,
    see: seen,
    expected: ["http-server", "hono"],
  },
  {
    variable: "OTEL_DENO_ENABLED_INSTRUMENTATIONS",
    value: "*",
    against: "console",
    app,
    see: seen,
    expected: ALL,
  },
  ...["OTEL_PYTHON_LOG_AUTO_INSTRUMENTATION", "OTEL_PYTHON_LOGGING_AUTO_INSTRUMENTATION_ENABLED"]
    .map((variable): EffectRow => ({
      variable,
      value: "false",
      app,
      see: seen,
      expected: [
        "http-server",
        "http-client",
        "hono",
        "worker",
        "child-process",
        "runtime-metrics",
      ],
    })),
  {
    variable: "OTEL_DENO_BROADCAST_CHANNEL",
    value: "true",
    app,
    see: ({ spans }) => spans.some(({ attributes }) => attributes["told by channel"] === true),
    expected: true,
  },
  // One server span either way; whose it is, its scope tells.
  ...[
    { value: "replace", against: "augment", scope: "@otel-deno/telemetry-setup/http-server" },
    { value: "augment", against: "replace", scope: "deno" },
  ].map(({ value, against, scope }): EffectRow => ({
    variable: "OTEL_DENO_MODE",
    value,
    against,
    app,
    start: "instrument",
    with: { OTEL_DENO: "true" },
    see: ({ spans }) =>
      spans.filter(({ isServer, attributes }) =>
        isServer && attributes["http.route"] === "/dice/:sides"
      ).map(({ scope }) => scope),
    expected: [scope],
  })),
];
