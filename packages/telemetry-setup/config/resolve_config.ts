import type {
  ConfigurationModel,
  LoggerProviderConfigModel,
  MeterProviderConfigModel,
  SeverityNumberConfigModel,
  TracerProviderConfigModel,
} from "@opentelemetry/configuration";
import type { ConfigProblem } from "./config_problem.ts";
import { createEnvSettings, type EnvSettings } from "./create_env_settings.ts";
import { deepFreeze } from "./deep_freeze.ts";
import type { EnvVariableChoice } from "./env_variables.ts";
import { parseResourceAttributes, type ResourceAttribute } from "./parse_resource_attributes.ts";
import type { ReadEnv } from "./read_env.ts";
import { resolveOtlpExporter } from "./resolve_otlp_exporter.ts";

/** What {@linkcode resolveConfig} returns. */
export interface ResolvedConfig {
  /**
   * Everything that the stages after this one are built from: deeply frozen, and complete as far
   * as the table of variables goes. Lists that select nothing are there and empty.
   */
  readonly config: ConfigurationModel;
  /** What could not be used, and what is used instead; in the order of the table of variables. */
  readonly problems: readonly ConfigProblem[];
}

/** The console is for people who wait in front of it. */
const CONSOLE_METRIC_INTERVAL_MS = 10_000;

const SEVERITIES = {
  none: "fatal4",
  error: "error",
  warn: "warn",
  info: "info",
  debug: "debug",
  verbose: "trace",
  all: "trace",
} as const satisfies Record<EnvVariableChoice<"OTEL_LOG_LEVEL">, SeverityNumberConfigModel>;

/**
 * Resolves what the user asked for: reads the environment into the model of declarative
 * configuration. Never throws; what cannot be used is a problem, and something else is used.
 *
 * An export timeout of 0 means no limit, and it may be longer than the interval between exports:
 * the specification relates the two in no way.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/}
 *
 * @example Usage
 * ```ts
 * import { resolveConfig } from "./resolve_config.ts";
 * import assert from "node:assert/strict";
 *
 * const env: Record<string, string> = {
 *   OTEL_SERVICE_NAME: "dice-server",
 *   OTEL_TRACES_EXPORTER: "console",
 *   OTEL_LOG_LEVEL: "loud",
 * };
 * const { config, problems } = resolveConfig((name) => env[name]);
 *
 * assert.deepEqual(config.resource?.attributes, [{ name: "service.name", value: "dice-server" }]);
 * assert.deepEqual(config.tracer_provider?.processors, [{ simple: { exporter: { console: {} } } }]);
 * assert.equal(problems[0]?.setting, "OTEL_LOG_LEVEL");
 * ```
 */
export function resolveConfig(readEnv: ReadEnv): ResolvedConfig {
  const settings = createEnvSettings(readEnv);
  const config: ConfigurationModel = {
    disabled: settings.boolean("OTEL_SDK_DISABLED"),
    log_level: SEVERITIES[settings.choice("OTEL_LOG_LEVEL")],
    resource: { attributes: resourceAttributes(settings) },
    propagator: {
      composite: settings.choices("OTEL_PROPAGATORS").map((name) => ({ [name]: {} })),
    },
    tracer_provider: tracerProvider(settings),
    meter_provider: meterProvider(settings),
    logger_provider: loggerProvider(settings),
  };
  return deepFreeze({ config, problems: settings.problems() });
}

function resourceAttributes(settings: EnvSettings): ResourceAttribute[] {
  const attributes = settings.read("OTEL_RESOURCE_ATTRIBUTES", {
    parse: parseResourceAttributes,
    fallback: (): readonly ResourceAttribute[] => [],
    describe: () => "none of it",
  });
  const serviceName = settings.read("OTEL_SERVICE_NAME", {
    parse: (text) => ({ value: text }),
    fallback: () => "",
    describe: () => "the app's own name",
  });
  if (serviceName === "") return [...attributes];
  return [
    ...attributes.filter(({ name }) => name !== "service.name"),
    { name: "service.name", value: serviceName },
  ];
}

// The exporters' settings are read also where nothing is exported with them: a mistake in them is
// better told today than on the day when the exporter is changed.

function tracerProvider(settings: EnvSettings): TracerProviderConfigModel {
  const otlp = resolveOtlpExporter(settings, "traces");
  const batch = batchSettings(settings, "OTEL_BSP");
  return {
    processors: settings.choices("OTEL_TRACES_EXPORTER").map((name) =>
      name === "console"
        ? { simple: { exporter: { console: {} } } }
        : { batch: { ...batch, exporter: otlp } }
    ),
  };
}

function loggerProvider(settings: EnvSettings): LoggerProviderConfigModel {
  const otlp = resolveOtlpExporter(settings, "logs");
  const batch = batchSettings(settings, "OTEL_BLRP");
  return {
    processors: settings.choices("OTEL_LOGS_EXPORTER").map((name) =>
      name === "console"
        ? { simple: { exporter: { console: {} } } }
        : { batch: { ...batch, exporter: otlp } }
    ),
  };
}

function meterProvider(settings: EnvSettings): MeterProviderConfigModel {
  const otlp = resolveOtlpExporter(settings, "metrics");
  const interval = settings.numberIfGiven("OTEL_METRIC_EXPORT_INTERVAL");
  const timeout = settings.number("OTEL_METRIC_EXPORT_TIMEOUT");
  return {
    readers: settings.choices("OTEL_METRICS_EXPORTER").map((name) => ({
      periodic: name === "console"
        ? {
          interval: interval ?? CONSOLE_METRIC_INTERVAL_MS,
          timeout,
          exporter: { console: {} },
        }
        : {
          interval: interval ?? settings.number("OTEL_METRIC_EXPORT_INTERVAL"),
          timeout,
          exporter: otlp,
        },
    })),
  };
}

interface BatchSettings {
  schedule_delay: number;
  export_timeout: number;
  max_queue_size: number;
  max_export_batch_size: number;
}

function batchSettings(settings: EnvSettings, prefix: "OTEL_BSP" | "OTEL_BLRP"): BatchSettings {
  const max_queue_size = settings.number(`${prefix}_MAX_QUEUE_SIZE`);
  let max_export_batch_size = settings.number(`${prefix}_MAX_EXPORT_BATCH_SIZE`);
  if (max_export_batch_size > max_queue_size) {
    // The default of the one may be too large for the other: then nothing was asked for in vain.
    if (settings.numberIfGiven(`${prefix}_MAX_EXPORT_BATCH_SIZE`) !== undefined) {
      settings.refuse(`${prefix}_MAX_EXPORT_BATCH_SIZE`, {
        expected: `at most ${prefix}_MAX_QUEUE_SIZE, which is ${max_queue_size}`,
        used: String(max_queue_size),
      });
    }
    max_export_batch_size = max_queue_size;
  }
  return {
    schedule_delay: settings.number(`${prefix}_SCHEDULE_DELAY`),
    export_timeout: settings.number(`${prefix}_EXPORT_TIMEOUT`),
    max_queue_size,
    max_export_batch_size,
  };
}
