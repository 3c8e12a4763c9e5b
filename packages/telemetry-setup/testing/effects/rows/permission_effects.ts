import type { EffectRow } from "../effect_row.ts";
import type { Observation } from "../observation.ts";

/** The flags that are told to be missing; of a file only the ending, as its name is made up. */
const flags = ({ stderr }: Observation) => [
  ...new Set(
    [...stderr.matchAll(/add (--allow-[a-z]+=[^\s;]+)/g)].map(([, flag = ""]) =>
      flag.replace(/:\d+$/, ":PORT").replace(/\/[^,]*(\.yaml|\/\w+\/)(?=,|$)/g, "…$1")
    ),
  ),
];

/** What comes of a setting where a permission for it is denied: never a question, nor an end. */
export const PERMISSION_EFFECTS: readonly EffectRow[] = [
  {
    variable: "OTEL_EXPORTER_OTLP_ENDPOINT",
    value: "{otherHttp}",
    denied: ["--deny-net"],
    see: (observation) => [observation.exitCode, observation.requests.length, flags(observation)],
    expected: [0, 0, ["--allow-net=127.0.0.1:PORT"]],
  },
  {
    variable: "OTEL_EXPORTER_OTLP_ENDPOINT",
    value: "{otherGrpc}",
    protocol: "grpc",
    denied: ["--deny-net"],
    see: (observation) => [observation.exitCode, observation.requests.length, flags(observation)],
    expected: [0, 0, ["--allow-net=127.0.0.1:PORT"]],
  },
  {
    variable: "OTEL_TRACES_SAMPLER",
    value: "xray",
    with: {
      OTEL_TRACES_SAMPLER_ARG: "endpoint={otherHttp}",
      OTEL_TRACES_EXPORTER: "console",
      OTEL_METRICS_EXPORTER: "none",
      OTEL_LOGS_EXPORTER: "none",
    },
    denied: ["--deny-net"],
    see: (observation) => [observation.exitCode, flags(observation)],
    expected: [0, ["--allow-net=127.0.0.1:PORT"]],
  },
  {
    variable: "OTEL_METRICS_EXPORTER",
    value: "prometheus",
    with: {
      OTEL_EXPORTER_PROMETHEUS_PORT: "{port}",
      OTEL_TRACES_EXPORTER: "none",
      OTEL_LOGS_EXPORTER: "none",
    },
    denied: ["--deny-net"],
    see: (observation) => [observation.exitCode, flags(observation)],
    expected: [0, ["--allow-net=localhost:PORT"]],
  },
  {
    variable: "OTEL_SERVICE_NAME",
    value: "dice",
    denied: ["--deny-env=OTEL_SERVICE_NAME"],
    see: (observation) => [
      observation.exitCode,
      observation.resource["service.name"] === "dice",
      flags(observation),
    ],
    expected: [0, false, ['--allow-env="OTEL_*"']],
  },
  {
    variable: "OTEL_EXPORTER_OTLP_CERTIFICATE",
    value: "{ca}",
    with: { OTEL_EXPORTER_OTLP_ENDPOINT: "{https}" },
    denied: ["--deny-read={ca}"],
    see: (observation) => [observation.exitCode, flags(observation)],
    expected: [0, ["--allow-read=….yaml"]],
  },
  {
    variable: "OTEL_CONFIG_FILE",
    value: "{file}",
    denied: ["--deny-read={file}"],
    see: (observation) => [observation.exitCode, observation.requests.length, flags(observation)],
    expected: [0, 0, ["--allow-read=….yaml"]],
  },
  {
    variable: "OTEL_DENO_DELIVERY",
    value: "worker",
    denied: ["--deny-read"],
    see: (observation) => [
      observation.exitCode,
      new Set(observation.requests.map(({ signal }) => signal)).size,
      observation.stderr.includes("Lost"),
      flags(observation),
    ],
    expected: [0, 3, false, ["--allow-read=…/transports/,…/otlp/"]],
  },
];
