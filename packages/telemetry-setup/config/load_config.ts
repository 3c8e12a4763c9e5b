import { describeProblem } from "./config_problem.ts";
import { createEnvSettings, type EnvSettingsOptions } from "./create_env_settings.ts";
import { deepFreeze } from "./deep_freeze.ts";
import type { ConfigFileParser } from "./file/parse_config_file.ts";
import { requireConfigFileParser } from "./file/require_config_file_parser.ts";
import { resolveConfigFile } from "./file/resolve_config_file.ts";
import type { ReadEnv } from "./read_env.ts";
import { type ConfigError, resolveConfig, type ResolvedConfig } from "./resolve_config.ts";

/** Options of {@linkcode loadConfig}. */
export interface LoadConfigOptions extends EnvSettingsOptions {
  /**
   * Gives the parser of configuration files; called only when there is a file.
   *
   * @default loads it from this package's folder, which needs permission to read that
   */
  readonly loadParser?: () => ConfigFileParser;
}

/**
 * Finds out what the user asked for: in the file that OTEL_CONFIG_FILE names, else in the
 * environment. Never throws, and never waits.
 *
 * With OTEL_DENO_STRICT, anything that cannot be used makes an error. So does, with or without it, a
 * file that cannot be used: half of what it asks for would be nobody's intention.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#declarative-configuration}
 *
 * @example Usage
 * ```ts
 * import { loadConfig } from "./load_config.ts";
 * import assert from "node:assert/strict";
 *
 * const env: Record<string, string> = { OTEL_DENO_STRICT: "true", OTEL_LOG_LEVEL: "loud" };
 * const { error } = loadConfig((name) => env[name]);
 *
 * assert.equal(error?.strict, true);
 * assert.match(error.lines[0] ?? "", /^Cannot use OTEL_LOG_LEVEL="loud"/);
 * ```
 */
export function loadConfig(readEnv: ReadEnv, options: LoadConfigOptions = {}): ResolvedConfig {
  const { loadParser = requireConfigFileParser, ...settingsOptions } = options;
  const settings = createEnvSettings(readEnv);
  const { value: path } = settings.text("OTEL_CONFIG_FILE");
  let resolved: ResolvedConfig;
  try {
    resolved = path === null
      ? resolveConfig(readEnv, settingsOptions)
      : resolveConfigFile(path, { ...settingsOptions, readEnv, parse: loadParser() });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const strict = settings.boolean("OTEL_DENO_STRICT").value;
    return off({ lines: [`Cannot use the configuration file ${path}: ${reason}`], strict });
  }
  const { strict } = resolved.config.distribution?.otel_deno as { strict?: boolean };
  if (strict !== true || resolved.problems.length === 0) return resolved;
  return {
    ...resolved,
    ...off({ lines: resolved.problems.map(describeProblem), strict }),
    problems: resolved.problems,
    explanation: resolved.explanation,
  };
}

function off(error: ConfigError): ResolvedConfig {
  return deepFreeze({
    config: { disabled: true, propagator: { composite: [] } },
    problems: [],
    notes: [],
    explanation: [],
    error,
  });
}
