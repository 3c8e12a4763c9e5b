// What other distributions get wrong with settings, as somebody who runs an application sees it: the
// program ends, nothing is sent, or something else is done than was asked for.
import assert from "node:assert/strict";
import { envOfRow } from "./env_of_row.ts";
import type { Protocol } from "./effect_row.ts";
import type { Observation } from "./observation.ts";
import { observeEffect } from "./observe_effect.ts";

const ignore = (["run", "net", "read", "write", "env"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

interface Fault {
  /** What goes wrong elsewhere. */
  readonly fault: string;
  readonly env: Readonly<Record<string, string>>;
  readonly protocol?: Protocol;
  readonly see: (observation: Observation) => unknown;
  readonly expected: unknown;
}

const ONLY_TRACES = { OTEL_METRICS_EXPORTER: "none", OTEL_LOGS_EXPORTER: "none" };

function isOfTheApp({ name }: Observation["metrics"][number]): boolean {
  return !/^(process|nodejs|v8js)\./.test(name);
}

/** All is sent, the application ends as it would by itself, and one line names the variable. */
function runsOn(variable: string): Pick<Fault, "see" | "expected"> {
  return {
    see: ({ exitCode, stderr, spans, metrics, logRecords }) => [
      exitCode,
      stderr.match(new RegExp(`Cannot use ${variable}=.*; using .+`, "g"))?.length,
      [spans, metrics.filter(isOfTheApp), logRecords].map(({ length }) => length),
    ],
    expected: [0, 1, [3, 4, 5]],
  };
}

/** All is sent, and nothing is wrong. */
const SILENTLY_SENT: Pick<Fault, "see" | "expected"> = {
  see: ({ exitCode, stderr, spans, metrics, logRecords }) => [
    exitCode,
    /Cannot|Dropped|Lost/.test(stderr),
    [spans, metrics.filter(isOfTheApp), logRecords].map(({ length }) => length),
  ],
  expected: [0, false, [3, 4, 5]],
};

/** A value that nobody knows. */
function unknown(variable: string, fault: string, protocol?: Protocol): Fault {
  return {
    fault,
    env: { [variable]: "pigeon" },
    ...(protocol === undefined ? {} : { protocol }),
    ...runsOn(variable),
  };
}

const FAULTS: readonly Fault[] = [
  unknown("OTEL_PROPAGATORS", "an unknown propagator kills the program"),
  unknown("OTEL_TRACES_SAMPLER", "an unknown sampler stops the process"),
  unknown("OTEL_TRACES_EXPORTER", "an unknown exporter for traces aborts the set-up"),
  unknown("OTEL_METRICS_EXPORTER", "an unknown exporter for metrics aborts the set-up"),
  unknown("OTEL_LOGS_EXPORTER", "an unknown exporter for logs aborts the set-up"),
  unknown("OTEL_METRICS_EXEMPLAR_FILTER", "an unknown exemplar filter raises"),
  unknown("OTEL_EXPORTER_OTLP_COMPRESSION", "an unknown compression stops the process"),
  unknown("OTEL_EXPORTER_OTLP_COMPRESSION", "an unknown compression stops the process", "grpc"),
  unknown("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "an unknown protocol stops the process"),
  unknown(
    "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE",
    "an unknown temporality stops the process",
  ),
  unknown("OTEL_SPAN_EVENT_COUNT_LIMIT", "a bad limit aborts the set-up"),
  {
    fault: "an empty temporality stops the process",
    env: { OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: "" },
    ...SILENTLY_SENT,
  },
  {
    fault: "an empty list of propagators turns propagation off",
    env: { OTEL_PROPAGATORS: "" },
    see: ({ injected }) => injected,
    expected: ["baggage", "traceparent"],
  },
  {
    fault: "no compression cannot be asked for over gRPC",
    env: { OTEL_EXPORTER_OTLP_COMPRESSION: "none" },
    protocol: "grpc",
    ...SILENTLY_SENT,
  },
  {
    fault: "an interval of 0 raises",
    env: { OTEL_METRIC_EXPORT_INTERVAL: "0" },
    ...runsOn("OTEL_METRIC_EXPORT_INTERVAL"),
  },
  {
    fault: "a batch that is larger than the queue raises",
    env: { OTEL_BSP_MAX_QUEUE_SIZE: "10", OTEL_BSP_MAX_EXPORT_BATCH_SIZE: "11" },
    ...runsOn("OTEL_BSP_MAX_EXPORT_BATCH_SIZE"),
  },
  {
    fault: "none in a list of exporters aborts the set-up",
    env: { OTEL_TRACES_EXPORTER: "otlp,none" },
    ...runsOn("OTEL_TRACES_EXPORTER"),
  },
  {
    fault: "an unreadable certificate stops the process",
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: "{https}",
      OTEL_EXPORTER_OTLP_CERTIFICATE: "/no/such/file",
    },
    see: ({ exitCode, stderr }) => [exitCode, stderr.includes("/no/such/file")],
    expected: [0, true],
  },
  {
    fault: "INSECURE=false wins over the scheme http",
    env: { OTEL_EXPORTER_OTLP_INSECURE: "false" },
    protocol: "grpc",
    ...SILENTLY_SENT,
  },
  {
    fault: "a variable of other tools takes the place of the certificate",
    env: {
      ...ONLY_TRACES,
      OTEL_EXPORTER_OTLP_ENDPOINT: "{https}",
      OTEL_EXPORTER_OTLP_CERTIFICATE: "{ca}",
      REQUESTS_CA_BUNDLE: "{certificate}",
      CURL_CA_BUNDLE: "{certificate}",
    },
    see: ({ spans }) => spans.length,
    expected: 3,
  },
  {
    fault: "a client certificate for a signal needs that signal's own authority, over gRPC",
    env: {
      ...ONLY_TRACES,
      OTEL_EXPORTER_OTLP_ENDPOINT: "{mutualGrpcs}",
      OTEL_EXPORTER_OTLP_CERTIFICATE: "{ca}",
      OTEL_EXPORTER_OTLP_TRACES_CLIENT_KEY: "{key}",
      OTEL_EXPORTER_OTLP_TRACES_CLIENT_CERTIFICATE: "{certificate}",
    },
    protocol: "grpc",
    see: ({ spans }) => spans.length,
    expected: 3,
  },
  ...(["http/protobuf", "grpc"] as const).map((protocol): Fault => ({
    fault: "headers of a signal replace the general ones, or are not decoded",
    env: {
      OTEL_EXPORTER_OTLP_HEADERS: "x-tenant=a%20b,x-team=c",
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: "X-Team=d%20e",
    },
    protocol,
    see: ({ requests }) =>
      requests.filter(({ signal }) => signal === "traces")
        .map(({ headers }) => [headers["x-tenant"], headers["x-team"]]),
    expected: [["a b", "d e"]],
  })),
  {
    fault: "a set-up that fails ends the program",
    env: { OTEL_CONFIG_FILE: "/no/such/file.yaml" },
    see: ({ exitCode, stderr, extracted }) => [
      exitCode,
      /Cannot use the configuration file/.test(stderr),
      extracted !== undefined,
    ],
    expected: [0, true, true],
  },
  {
    fault: "without a level nothing is told of problems",
    env: { OTEL_TRACES_SAMPLER: "pigeon" },
    see: ({ stderr }) => stderr.match(/warning: Cannot use OTEL_TRACES_SAMPLER/g)?.length,
    expected: 1,
  },
  {
    fault: "a disabled distribution carries no context along",
    env: { OTEL_SDK_DISABLED: "true", OTEL_PROPAGATORS: "b3,tracecontext" },
    see: ({ injected, extracted, requests }) => [injected, extracted, requests.length],
    expected: [["b3", "traceparent"], ["tracecontext", "b3", "b3multi"], 0],
  },
];

for (const row of FAULTS) {
  const { fault, env, protocol, see, expected } = row;
  const over = protocol === undefined ? "" : ` (${protocol})`;
  const settings = Object.keys(env).join(" ");
  Deno.test(`not here: ${fault}${over}, with ${settings}`, { ignore }, async () => {
    const observed = await observeEffect(
      envOfRow({ variable: "", value: "", ...row, with: env }, undefined),
      {},
      { inherited: withoutSettings(Deno.env.toObject()), holdAtMost: 0 },
    );
    assert.deepEqual(see(observed), expected, `standard error:\n${observed.stderr}`);
  });
}

function withoutSettings(env: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(OTEL_|NODE_OP)/.test(name)));
}
