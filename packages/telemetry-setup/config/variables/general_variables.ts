import { type EnvVariable, SDK_VARIABLES_PAGE as SDK } from "../env_variable.ts";

/** What concerns all signals, or no single one of them. */
export const GENERAL_VARIABLES = [
  {
    name: "OTEL_SDK_DISABLED",
    type: "boolean",
    default: false,
    description: "No telemetry at all; propagators stay",
    specification: `${SDK}#general-sdk-configuration`,
  },
  {
    name: "OTEL_ENTITIES",
    type: "string",
    stability: "development",
    description: "Entities that the resource belongs to: `type{id=value}[description=value]@url;…`",
    specification:
      "https://opentelemetry.io/docs/specs/otel/entities/entity-propagation/#specifying-entity-information-via-an-environment-variable",
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
    values: ["tracecontext", "baggage", "b3", "b3multi", "jaeger", "xray", "ottrace", "none"],
    description: "How the context travels between services",
    specification: `${SDK}#general-sdk-configuration`,
  },
  {
    name: "OTEL_TRACES_SAMPLER",
    type: "enum",
    default: "parentbased_always_on",
    values: [
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
    description: "Which spans are recorded",
    specification: `${SDK}#general-sdk-configuration`,
  },
  {
    name: "OTEL_TRACES_SAMPLER_ARG",
    type: "string",
    holdsUrls: true,
    defaultText:
      "ratio 1; jaeger_remote: endpoint=http://localhost:14250,pollingIntervalMs=60000," +
      "initialSamplingRate=0.001; xray: endpoint=http://localhost:2000,polling_interval=300",
    description: "The sampler's argument: a ratio from 0 to 1, or name=value pairs",
    specification: `${SDK}#general-sdk-configuration`,
  },
  {
    name: "OTEL_CONFIG_FILE",
    type: "file",
    description: "A file of declarative configuration; other variables then have no effect",
    specification: `${SDK}#declarative-configuration`,
  },
] as const satisfies readonly EnvVariable[];
