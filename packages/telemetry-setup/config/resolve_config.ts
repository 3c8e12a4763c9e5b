import type { ConfigurationModel, SeverityNumberConfigModel } from "@opentelemetry/configuration";
import { COMPLETE_MODELS } from "./complete_models.ts";
import type { ConfigProblem } from "./config_problem.ts";
import { createEnvSettings, type EnvSettingsOptions } from "./create_env_settings.ts";
import { deepFreeze } from "./deep_freeze.ts";
import { describeAliases } from "./describe_aliases.ts";
import type { EnvVariableChoice } from "./env_variables.ts";
import type { ReadEnv } from "./read_env.ts";
import { resolveDistribution } from "./resolve/resolve_distribution.ts";
import { resolveInstrumentation } from "./resolve/resolve_instrumentation.ts";
import { resolveLimits } from "./resolve/resolve_limits.ts";
import { resolveLoggerProvider } from "./resolve/resolve_logger_provider.ts";
import { resolveMeterProvider } from "./resolve/resolve_meter_provider.ts";
import { resolveResource } from "./resolve/resolve_resource.ts";
import { resolveTracerProvider } from "./resolve/resolve_tracer_provider.ts";
import { type ExplainedSetting, separateSources } from "./separate_sources.ts";
import { Sourced, type WithSources } from "./sourced.ts";

/** What {@linkcode resolveConfig} returns. */
export interface ResolvedConfig {
  /**
   * Everything that the stages after this one are built from: deeply frozen, and complete as far
   * as the table of variables goes. Lists that select nothing are there and empty.
   */
  readonly config: ConfigurationModel;
  /** What could not be used, and what is used instead; in the order of the table of variables. */
  readonly problems: readonly ConfigProblem[];
  /** What the user may want to know although nothing is wrong. */
  readonly notes: readonly string[];
  /** Every setting of the model, and where its value comes from; in the order of the model. */
  readonly explanation: readonly ExplainedSetting[];
  /**
   * Why nothing may be started with it: bad settings where they must not be, or a configuration
   * file that cannot be used. The model then is one of telemetry that is off.
   */
  readonly error?: ConfigError;
}

/** What makes a start impossible. */
export interface ConfigError {
  /** All that is wrong, a line each. */
  readonly lines: readonly string[];
  /** Whether the process has to end with exit code 2; otherwise it runs without telemetry. */
  readonly strict: boolean;
}

/** Options of {@linkcode resolveConfig}. */
export interface ResolveConfigOptions extends EnvSettingsOptions {
  /** Lays over the complete model what wins over it. @default nothing */
  readonly merge?: (model: WithSources<ConfigurationModel>) => WithSources<ConfigurationModel>;
}

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
export function resolveConfig(
  readEnv: ReadEnv,
  options: ResolveConfigOptions = {},
): ResolvedConfig {
  const { merge = (tree) => tree, ...settingsOptions } = options;
  const settings = createEnvSettings(readEnv, settingsOptions);
  const logLevel = settings.choice("OTEL_LOG_LEVEL");
  const propagators = settings.choices("OTEL_PROPAGATORS");
  const limits = resolveLimits(settings);
  const tree: WithSources<ConfigurationModel> = {
    disabled: Sourced.of(settings.boolean("OTEL_SDK_DISABLED")),
    log_level: new Sourced(SEVERITIES[logLevel.value], logLevel.source),
    attribute_limits: limits.attributes,
    resource: resolveResource(settings),
    propagator: {
      composite: new Sourced(
        propagators.value.map((name) => ({ [name]: {} })),
        propagators.source,
        propagators.value,
      ),
    },
    tracer_provider: resolveTracerProvider(settings, limits.spans),
    meter_provider: resolveMeterProvider(settings),
    logger_provider: resolveLoggerProvider(settings, limits.logRecords),
    "instrumentation/development": resolveInstrumentation(settings),
    distribution: { otel_deno: resolveDistribution(settings) },
  };
  // The file itself is read elsewhere; whoever calls this has decided that there is none.
  settings.text("OTEL_CONFIG_FILE");
  const { value: config, explanation } = separateSources<ConfigurationModel>(merge(tree));
  COMPLETE_MODELS.add(config);
  return deepFreeze({
    config,
    problems: settings.problems(),
    notes: describeAliases(settings.aliases()),
    explanation,
  });
}
