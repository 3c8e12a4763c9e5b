import { type EnvVariable, OTLP_PAGE as OTLP } from "../env_variable.ts";

type OtlpRow = EnvVariable & { readonly name: `OTEL_EXPORTER_OTLP_${string}` };
type SignalName = "TRACES" | "METRICS" | "LOGS";
type OfSignal<R extends OtlpRow, S extends SignalName> = S extends SignalName ?
    & Omit<R, "name" | "default" | "defaultText">
    & {
      readonly name: R["name"] extends `OTEL_EXPORTER_OTLP_${infer Option}`
        ? `OTEL_EXPORTER_OTLP_${S}_${Option}`
        : never;
      readonly fallsBackTo: R["name"];
    }
  : never;

/** A general OTLP variable, and behind it those of the three signals. */
function withSignals<const R extends OtlpRow>(
  row: R,
): readonly [R, OfSignal<R, "TRACES">, OfSignal<R, "METRICS">, OfSignal<R, "LOGS">] {
  const { name, default: _default, defaultText: _defaultText, ...common } = row;
  const option = name.slice("OTEL_EXPORTER_OTLP_".length);
  const ofSignal = <S extends SignalName>(signal: S) =>
    ({
      ...common,
      name: `OTEL_EXPORTER_OTLP_${signal}_${option}`,
      fallsBackTo: name,
      description: `${common.description}; ${signal.toLowerCase()} only`,
    }) as unknown as OfSignal<R, S>;
  return [row, ofSignal("TRACES"), ofSignal("METRICS"), ofSignal("LOGS")];
}

/** How OTLP is sent: in general, and for each signal. */
export const OTLP_VARIABLES = [
  ...withSignals({
    name: "OTEL_EXPORTER_OTLP_ENDPOINT",
    type: "url",
    defaultText: "http://localhost:4318, with gRPC http://localhost:4317",
    description: "Where OTLP is sent",
    specification: `${OTLP}#endpoint-urls-for-otlphttp`,
  }),
  ...withSignals({
    name: "OTEL_EXPORTER_OTLP_INSECURE",
    type: "boolean",
    default: false,
    description: "No TLS for a gRPC endpoint without a scheme",
    specification: `${OTLP}#configuration-options`,
  }),
  ...withSignals({
    name: "OTEL_EXPORTER_OTLP_CERTIFICATE",
    type: "file",
    default: null,
    defaultText: "the system's authorities",
    description: "PEM file with the certificates of those who may vouch for the server",
    specification: `${OTLP}#configuration-options`,
  }),
  ...withSignals({
    name: "OTEL_EXPORTER_OTLP_CLIENT_KEY",
    type: "file",
    default: null,
    defaultText: "none",
    description: "PEM file with the private key of the client's certificate",
    specification: `${OTLP}#configuration-options`,
  }),
  ...withSignals({
    name: "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE",
    type: "file",
    default: null,
    defaultText: "none",
    description: "PEM file with the certificate that the client shows the server",
    specification: `${OTLP}#configuration-options`,
  }),
  ...withSignals({
    name: "OTEL_EXPORTER_OTLP_HEADERS",
    type: "keyValueList",
    secret: true,
    description: "Headers of each OTLP request; those of a signal are added to the general ones",
    specification: `${OTLP}#specifying-headers-via-environment-variables`,
  }),
  ...withSignals({
    name: "OTEL_EXPORTER_OTLP_COMPRESSION",
    type: "enum",
    default: "none",
    values: ["gzip", "none"],
    description: "How OTLP requests are compressed",
    specification: `${OTLP}#configuration-options`,
  }),
  ...withSignals({
    name: "OTEL_EXPORTER_OTLP_TIMEOUT",
    type: "duration",
    default: 10_000,
    description: "Time that an OTLP request may take; 0 is without limit",
    specification: `${OTLP}#configuration-options`,
  }),
  ...withSignals({
    name: "OTEL_EXPORTER_OTLP_PROTOCOL",
    type: "enum",
    default: "http/protobuf",
    values: ["grpc", "http/protobuf", "http/json"],
    description: "How OTLP is encoded and carried",
    specification: `${OTLP}#specify-protocol`,
  }),
  {
    name: "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE",
    type: "enum",
    default: "cumulative",
    values: ["cumulative", "delta", "lowmemory"],
    description: "Whether values count from the start or from the last export",
    specification:
      "https://opentelemetry.io/docs/specs/otel/metrics/sdk_exporters/otlp/#additional-environment-variable-configuration",
  },
  {
    name: "OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION",
    type: "enum",
    default: "explicit_bucket_histogram",
    values: ["explicit_bucket_histogram", "base2_exponential_bucket_histogram"],
    description: "How histograms are aggregated",
    specification:
      "https://opentelemetry.io/docs/specs/otel/metrics/sdk_exporters/otlp/#additional-environment-variable-configuration",
  },
] as const satisfies readonly EnvVariable[];
