import type { EffectRow } from "../effect_row.ts";
import type { Observation } from "../observation.ts";

const spanNames = ({ spans }: Observation) => spans.map(({ name }) => name);
const messages = ({ stderr }: Observation) =>
  ["error", "warn", "info", "debug", "verbose"].filter((level) =>
    stderr.includes(`the app's ${level}\n`)
  );
const pathsAt = (at: string) => ({ requests }: Observation) => [
  ...new Set(requests.filter((request) => request.at === at).map(({ path }) => path)),
];
const arrivedAt = (at: string) => ({ requests }: Observation) =>
  requests.some((request) => request.at === at);

/** Which spans are there with a sampler: a root, its child, and what follows others' decisions. */
const ALL_SPANS = ["child", "root", "after sampled", "after unsampled"];
const BY_PARENT = ["child", "root", "after sampled"];

function sampler(
  value: string,
  { arg, against, expected }: {
    readonly arg?: string;
    readonly against?: string;
    readonly expected: readonly string[];
  },
): EffectRow {
  return {
    variable: "OTEL_TRACES_SAMPLER",
    value,
    ...(against === undefined ? {} : { against }),
    ...(arg === undefined ? {} : { with: { OTEL_TRACES_SAMPLER_ARG: arg } }),
    see: spanNames,
    expected,
  };
}

/** A sampler that asks somebody: where it asks, and what it does until it is told. */
function remoteSampler(
  value: string,
  { arg, at, path, spans }: {
    readonly arg: string;
    readonly at: string;
    readonly path: string;
    readonly spans: readonly string[];
  },
): EffectRow {
  return {
    variable: "OTEL_TRACES_SAMPLER",
    value,
    with: { OTEL_TRACES_SAMPLER_ARG: arg },
    until: arrivedAt(at),
    see: (observation) => [pathsAt(at)(observation), spanNames(observation)],
    expected: [[path], spans],
  };
}

const JAEGER_PATH = "/jaeger.api_v2.SamplingManager/GetSamplingStrategy";
const HEADERS_OF = {
  tracecontext: ["traceparent"],
  baggage: ["baggage"],
  b3: ["b3"],
  b3multi: ["x-b3-sampled", "x-b3-spanid", "x-b3-traceid"],
  jaeger: ["uber-trace-id", "uberctx-user"],
  xray: ["x-amzn-trace-id"],
  ottrace: ["ot-baggage-user", "ot-tracer-sampled", "ot-tracer-spanid", "ot-tracer-traceid"],
} as const;
/** What of the incoming headers each one understands, besides its own. */
const UNDERSTOOD = { b3: ["b3", "b3multi"], b3multi: ["b3", "b3multi"] } as const;

/** What settings for all signals do. */
export const GENERAL_EFFECTS: readonly EffectRow[] = [
  {
    variable: "OTEL_SDK_DISABLED",
    value: "TRUE",
    see: ({ requests, injected }) => [requests.length, injected],
    expected: [0, ["baggage", "traceparent"]],
  },
  {
    variable: "OTEL_ENTITIES",
    value: "service.instance{service.instance.id=i1}[team=a%2Cb];host{host.id=h1}",
    see: ({ entities, resource }) => [
      entities,
      ["service.instance.id", "team", "host.id"].map((name) => resource[name]),
    ],
    expected: [
      ["service.instance{service.instance.id}", "host{host.id}"],
      ["i1", "a,b", "h1"],
    ],
  },
  {
    variable: "OTEL_RESOURCE_ATTRIBUTES",
    value: "team=a%2Cb,service.name=lost",
    with: { OTEL_SERVICE_NAME: "dice" },
    see: ({ resource }) => [resource.team, resource["service.name"]],
    expected: ["a,b", "dice"],
  },
  {
    variable: "OTEL_SERVICE_NAME",
    value: "dice",
    with: { OTEL_RESOURCE_ATTRIBUTES: "service.name=lost" },
    see: ({ resource }) => resource["service.name"],
    expected: "dice",
  },
  ...Object.entries({
    none: [],
    error: ["error"],
    warn: ["error", "warn"],
    debug: ["error", "warn", "info", "debug"],
    verbose: ["error", "warn", "info", "debug", "verbose"],
    all: ["error", "warn", "info", "debug", "verbose"],
  }).map(([value, expected]): EffectRow => ({
    variable: "OTEL_LOG_LEVEL",
    value,
    see: messages,
    expected,
  })),
  {
    variable: "OTEL_LOG_LEVEL",
    value: "info",
    against: "debug",
    see: messages,
    expected: ["error", "warn", "info"],
  },
  ...Object.entries(HEADERS_OF).map(([value, headers]): EffectRow => ({
    variable: "OTEL_PROPAGATORS",
    value,
    see: ({ injected, extracted }) => ({ injected, extracted }),
    expected: {
      injected: headers,
      extracted: UNDERSTOOD[value as keyof typeof UNDERSTOOD] ?? [value],
    },
  })),
  {
    variable: "OTEL_PROPAGATORS",
    value: "none",
    see: ({ injected, extracted }) => ({ injected, extracted }),
    expected: { injected: [], extracted: [] },
  },
  sampler("always_on", { expected: ALL_SPANS }),
  sampler("always_off", { expected: [] }),
  sampler("traceidratio", { expected: ALL_SPANS }),
  sampler("parentbased_always_on", { against: "always_on", expected: BY_PARENT }),
  sampler("parentbased_always_off", { expected: ["after sampled"] }),
  sampler("parentbased_traceidratio", { arg: "0", expected: ["after sampled"] }),
  remoteSampler("jaeger_remote", {
    arg: "endpoint={otherGrpc},pollingIntervalMs=60000,initialSamplingRate=1",
    at: "otherGrpc",
    path: JAEGER_PATH,
    spans: ALL_SPANS,
  }),
  remoteSampler("parentbased_jaeger_remote", {
    arg: "endpoint={otherGrpc},pollingIntervalMs=60000,initialSamplingRate=0",
    at: "otherGrpc",
    path: JAEGER_PATH,
    spans: ["after sampled"],
  }),
  remoteSampler("xray", {
    arg: "endpoint={otherHttp}",
    at: "otherHttp",
    path: "/GetSamplingRules",
    spans: BY_PARENT,
  }),
  {
    variable: "OTEL_TRACES_SAMPLER_ARG",
    value: "0",
    with: { OTEL_TRACES_SAMPLER: "traceidratio" },
    see: spanNames,
    expected: [],
  },
  {
    variable: "OTEL_CONFIG_FILE",
    value: "{file}",
    // With a file no other variable has any effect.
    with: { OTEL_SERVICE_NAME: "from the environment", OTEL_EXPORTER_OTLP_HEADERS: "a=b" },
    see: ({ requests, resource }) => [
      requests.map(({ at, signal, headers }) => [at, signal, headers["a"]]),
      resource["service.name"],
    ],
    expected: [[["otherHttp", "traces", undefined]], "from the file"],
  },
];
