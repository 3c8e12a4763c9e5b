/** One environment variable: how it is read, and what it is for. */
export interface EnvVariable {
  /** As it is set; all begin with `OTEL_`. */
  readonly name: string;
  /**
   * How its text is parsed. Integers lie between `min` and 2,147,483,647; a duration is an integer
   * in milliseconds; names in an enum may be written in any case.
   */
  readonly type:
    | "boolean"
    | "integer"
    | "duration"
    | "enum"
    | "enumList"
    | "string"
    | "keyValueList"
    | "url";
  /** What holds when neither it nor the one that it falls back to is set. */
  readonly default?: boolean | number | string | readonly string[];
  /** The default in words, where it is not one value. */
  readonly defaultText?: string;
  /** The more general variable that holds when this one is not set. */
  readonly fallsBackTo?: string;
  /** All names of an enum. */
  readonly values?: readonly string[];
  /**
   * The smallest integer or duration.
   *
   * @default 0
   */
  readonly min?: number;
  /** Whether its value must not be shown. */
  readonly secret?: boolean;
  /** What it is for, in half a sentence. */
  readonly description: string;
  /** Where the specification defines it. */
  readonly specification: string;
}

const SDK = "https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/";
const OTLP = "https://opentelemetry.io/docs/specs/otel/protocol/exporter/";

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

/**
 * Every environment variable that has an effect, in the order of the specification. What reads,
 * explains, documents or permits variables is made from this table.
 */
export const ENV_VARIABLES = [
  {
    name: "OTEL_SDK_DISABLED",
    type: "boolean",
    default: false,
    description: "No telemetry at all; propagators stay",
    specification: `${SDK}#general-sdk-configuration`,
  },
  {
    name: "OTEL_RESOURCE_ATTRIBUTES",
    type: "keyValueList",
    description: "Attributes of the resource",
    specification:
      "https://opentelemetry.io/docs/specs/otel/resource/sdk/#specifying-resource-information-via-an-environment-variable",
  },
  {
    name: "OTEL_SERVICE_NAME",
    type: "string",
    defaultText: "name of the app's deno.json or package.json, else unknown_service:deno",
    description: "The attribute service.name; wins over OTEL_RESOURCE_ATTRIBUTES",
    specification: `${SDK}#general-sdk-configuration`,
  },
  {
    name: "OTEL_LOG_LEVEL",
    type: "enum",
    default: "info",
    values: ["none", "error", "warn", "info", "debug", "verbose", "all"],
    description: "How much the distribution tells of its own doings on standard error",
    specification: `${SDK}#general-sdk-configuration`,
  },
  {
    name: "OTEL_PROPAGATORS",
    type: "enumList",
    default: ["tracecontext", "baggage"],
    values: ["tracecontext", "baggage", "none"],
    description: "How the context travels between services",
    specification: `${SDK}#general-sdk-configuration`,
  },
  {
    name: "OTEL_BSP_SCHEDULE_DELAY",
    type: "duration",
    default: 5000,
    description: "Time between two exports of spans",
    specification: `${SDK}#batch-span-processor`,
  },
  {
    name: "OTEL_BSP_EXPORT_TIMEOUT",
    type: "duration",
    default: 30_000,
    description: "Time that an export of spans may take; 0 is without limit",
    specification: `${SDK}#batch-span-processor`,
  },
  {
    name: "OTEL_BSP_MAX_QUEUE_SIZE",
    type: "integer",
    default: 2048,
    min: 1,
    description: "Spans that may wait for their export; more are dropped",
    specification: `${SDK}#batch-span-processor`,
  },
  {
    name: "OTEL_BSP_MAX_EXPORT_BATCH_SIZE",
    type: "integer",
    default: 512,
    min: 1,
    description: "Spans in one export; at most OTEL_BSP_MAX_QUEUE_SIZE",
    specification: `${SDK}#batch-span-processor`,
  },
  {
    name: "OTEL_BLRP_SCHEDULE_DELAY",
    type: "duration",
    default: 1000,
    description: "Time between two exports of log records",
    specification: `${SDK}#batch-logrecord-processor`,
  },
  {
    name: "OTEL_BLRP_EXPORT_TIMEOUT",
    type: "duration",
    default: 30_000,
    description: "Time that an export of log records may take; 0 is without limit",
    specification: `${SDK}#batch-logrecord-processor`,
  },
  {
    name: "OTEL_BLRP_MAX_QUEUE_SIZE",
    type: "integer",
    default: 2048,
    min: 1,
    description: "Log records that may wait for their export; more are dropped",
    specification: `${SDK}#batch-logrecord-processor`,
  },
  {
    name: "OTEL_BLRP_MAX_EXPORT_BATCH_SIZE",
    type: "integer",
    default: 512,
    min: 1,
    description: "Log records in one export; at most OTEL_BLRP_MAX_QUEUE_SIZE",
    specification: `${SDK}#batch-logrecord-processor`,
  },
  {
    name: "OTEL_TRACES_EXPORTER",
    type: "enumList",
    default: ["otlp"],
    values: ["otlp", "console", "none"],
    description: "Where spans go",
    specification: `${SDK}#exporter-selection`,
  },
  {
    name: "OTEL_METRICS_EXPORTER",
    type: "enumList",
    default: ["otlp"],
    values: ["otlp", "console", "none"],
    description: "Where metrics go",
    specification: `${SDK}#exporter-selection`,
  },
  {
    name: "OTEL_LOGS_EXPORTER",
    type: "enumList",
    default: ["otlp"],
    values: ["otlp", "console", "none"],
    description: "Where log records go",
    specification: `${SDK}#exporter-selection`,
  },
  {
    name: "OTEL_METRIC_EXPORT_INTERVAL",
    type: "duration",
    // At 0 a reader would do nothing but read.
    min: 1,
    default: 60_000,
    defaultText: "60000, on the console 10000",
    description: "Time between the starts of two exports of metrics",
    specification: `${SDK}#periodic-exporting-metricreader`,
  },
  {
    name: "OTEL_METRIC_EXPORT_TIMEOUT",
    type: "duration",
    default: 30_000,
    description: "Time that an export of metrics may take; 0 is without limit",
    specification: `${SDK}#periodic-exporting-metricreader`,
  },
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
] as const satisfies readonly EnvVariable[];

/** A row of the table. */
export type EnvVariableRow = (typeof ENV_VARIABLES)[number];

/** Names of all variables of a type. */
export type EnvVariableName<T extends EnvVariable["type"] = EnvVariable["type"]> = Extract<
  EnvVariableRow,
  { readonly type: T }
>["name"];

/** The names that an enum can be set to. */
export type EnvVariableChoice<N extends EnvVariableName<"enum" | "enumList">> = Extract<
  EnvVariableRow,
  { readonly name: N; readonly values: readonly string[] }
>["values"][number];
