import type { Signal } from "../../../transports/transport.ts";
import type { EffectRow, Protocol } from "../effect_row.ts";
import type { ObservedRequest } from "../observation.ts";

const SIGNALS = ["traces", "metrics", "logs"] as const satisfies readonly Signal[];
const PROTOCOLS = ["http/protobuf", "http/json", "grpc"] as const satisfies readonly Protocol[];

/** One of the four variables of an option: that for all signals, or that for one. */
interface Scope {
  /** What the names of its variables begin with. */
  readonly prefix: string;
  /** The signals that it concerns. */
  readonly signals: readonly Signal[];
  readonly protocol: Protocol;
}

type Row = Omit<EffectRow, "variable" | "protocol">;

/** A row for each of the four variables of an option, over each protocol. */
function rows(
  option: string,
  protocols: readonly Protocol[],
  create: (scope: Scope) => Row,
): readonly EffectRow[] {
  return protocols.flatMap((protocol) =>
    [undefined, ...SIGNALS].map((signal) => {
      const prefix = `OTEL_EXPORTER_OTLP_${signal === undefined ? "" : `${signal.toUpperCase()}_`}`;
      const signals = signal === undefined ? SIGNALS : [signal];
      return { variable: prefix + option, protocol, ...create({ prefix, signals, protocol }) };
    })
  );
}

/** The signals of the requests that are as asked for, in the order of {@linkcode SIGNALS}. */
function signalsWhere(is: (request: ObservedRequest) => boolean): EffectRow["see"] {
  return ({ requests }) =>
    SIGNALS.filter((signal) =>
      requests.some((request) => request.signal === signal && is(request))
    );
}

/** With what only one signal is sent, so that nothing else is seen. */
function only(signals: readonly Signal[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    SIGNALS.filter((signal) => !signals.includes(signal)).map((signal) => [
      `OTEL_${signal.toUpperCase()}_EXPORTER`,
      "none",
    ]),
  );
}

/** Addresses with TLS, and the files that go with them, but for one. */
function tls(option: string, { prefix, signals, protocol }: Scope): Row["with"] {
  const at = protocol === "grpc" ? "{mutualGrpcs}" : "{mutualHttps}";
  const files = {
    CERTIFICATE: "{ca}",
    CLIENT_KEY: "{key}",
    CLIENT_CERTIFICATE: "{certificate}",
  };
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT: at,
    ...only(signals),
    ...Object.fromEntries(
      Object.entries(files)
        .filter(([name]) => name !== option)
        .map(([name, file]) => [prefix + name, file]),
    ),
  };
}

const CONTENT_TYPES: Readonly<Record<Protocol, string>> = {
  "http/protobuf": "application/x-protobuf",
  "http/json": "application/json",
  grpc: "application/grpc",
};
const NO_ANSWER = "no answer within 200 ms";

/** What the settings of OTLP do: in general and for each signal, over each protocol. */
export const OTLP_EFFECTS: readonly EffectRow[] = [
  ...rows("ENDPOINT", PROTOCOLS, ({ prefix, signals, protocol }) => {
    if (protocol === "grpc") {
      return {
        value: "{otherGrpc}",
        against: "{grpc}",
        see: signalsWhere(({ at }) => at === "otherGrpc"),
        expected: signals,
      };
    }
    // The path of a signal's own is used as it is given.
    const isGeneral = prefix === "OTEL_EXPORTER_OTLP_";
    const path = isGeneral ? "/base" : `/own/${signals[0]}`;
    return {
      value: `{otherHttp}${path}`,
      against: `{http}${path}`,
      see: ({ requests }) =>
        requests.filter(({ at }) => at === "otherHttp").map(({ path }) => path).sort(),
      expected: isGeneral ? signals.map((signal) => `/base/v1/${signal}`).sort() : [path],
    };
  }),
  ...rows("INSECURE", ["grpc"], ({ signals }) => ({
    value: "True",
    with: { OTEL_EXPORTER_OTLP_ENDPOINT: "{grpc.authority}", ...only(signals) },
    see: signalsWhere(() => true),
    expected: signals,
  })),
  ...(["CERTIFICATE", "CLIENT_KEY", "CLIENT_CERTIFICATE"] as const).flatMap((option) =>
    rows(option, ["http/protobuf", "grpc"], (scope) => ({
      value: option === "CERTIFICATE"
        ? "{ca}"
        : option === "CLIENT_KEY"
        ? "{key}"
        : "{certificate}",
      with: tls(option, scope) ?? {},
      see: signalsWhere(({ items }) => items > 0),
      expected: scope.signals,
    }))
  ),
  ...rows("HEADERS", PROTOCOLS, ({ signals }) => ({
    value: "x-tenant=a%20b,x-team=c",
    see: signalsWhere(({ headers }) => headers["x-tenant"] === "a b" && headers["x-team"] === "c"),
    expected: signals,
  })),
  ...rows("COMPRESSION", PROTOCOLS, ({ signals }) => ({
    value: "gzip",
    see: signalsWhere(({ compressed, items }) => compressed && items > 0),
    expected: signals,
  })),
  ...rows("COMPRESSION", PROTOCOLS, ({ signals }) => ({
    value: "none",
    against: "gzip",
    with: only(signals),
    see: signalsWhere(({ compressed, items }) => !compressed && items > 0),
    expected: signals,
  })),
  ...rows("TIMEOUT", ["http/protobuf", "grpc"], ({ signals }) => ({
    value: "200",
    with: {
      ...only(signals),
      OTEL_BSP_SCHEDULE_DELAY: "0",
      OTEL_BLRP_SCHEDULE_DELAY: "0",
      OTEL_METRIC_EXPORT_INTERVAL: "50",
    },
    receivers: "silence",
    until: ({ stderr }) => stderr.includes(NO_ANSWER),
    see: ({ stderr }) => stderr.includes(NO_ANSWER),
    expected: true,
  })),
  ...PROTOCOLS.flatMap((value) =>
    rows("PROTOCOL", ["http/protobuf"], ({ signals }) => ({
      value,
      against: value === "http/protobuf" ? "http/json" : "http/protobuf",
      with: {
        ...only(signals),
        OTEL_EXPORTER_OTLP_ENDPOINT: value === "grpc" ? "{grpc}" : "{http}",
      },
      see: signalsWhere(({ headers, items }) =>
        headers["content-type"]?.startsWith(CONTENT_TYPES[value]) === true && items > 0
      ),
      expected: signals,
    })).map(({ protocol: _, ...row }) => row)
  ),
  ...Object.entries({
    cumulative: { rolls: 2, players: 2, duration: 2, seen: 2 },
    delta: { rolls: 1, players: 2, duration: 1, seen: 1 },
    lowmemory: { rolls: 1, players: 2, duration: 1, seen: 2 },
  }).flatMap(([value, expected]) =>
    PROTOCOLS.map((protocol): EffectRow => ({
      variable: "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE",
      value,
      against: value === "cumulative" ? "delta" : "cumulative",
      protocol,
      with: { OTEL_DENO_DISABLED_INSTRUMENTATIONS: "runtime-metrics" },
      see: ({ metrics }) =>
        Object.fromEntries(metrics.map(({ name, temporality }) => [name, temporality])),
      expected,
    }))
  ),
  ...Object.entries({
    explicit_bucket_histogram: "histogram",
    base2_exponential_bucket_histogram: "exponentialHistogram",
  }).flatMap(([value, expected], index, { length }) =>
    PROTOCOLS.map((protocol): EffectRow => ({
      variable: "OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION",
      value,
      ...(index < length - 1 ? { against: "base2_exponential_bucket_histogram" } : {}),
      protocol,
      see: ({ metrics }) => metrics.find(({ name }) => name === "duration")?.kind,
      expected,
    }))
  ),
];
