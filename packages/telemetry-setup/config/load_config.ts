import type { ConfigurationModel } from "@opentelemetry/configuration";
import type { CodeOptions } from "./code/code_options.ts";
import { mergeCodeOptions } from "./code/merge_code_options.ts";
import { unknownOptions } from "./code/unknown_options.ts";
import type { ConfigProblem } from "./config_problem.ts";
import { createEnvSettings, type EnvSettingsOptions } from "./create_env_settings.ts";
import { deepFreeze } from "./deep_freeze.ts";
import { describeRefusal } from "./describe_refusal.ts";
import type { ConfigFileParser } from "./file/parse_config_file.ts";
import type { Tree } from "./file/mark_file_values.ts";
import { requireConfigFileParser } from "./file/require_config_file_parser.ts";
import { resolveConfigFile } from "./file/resolve_config_file.ts";
import type { ReadEnv } from "./read_env.ts";
import { type ConfigError, resolveConfig, type ResolvedConfig } from "./resolve_config.ts";
import type { WithSources } from "./sourced.ts";

/** Options of {@linkcode loadConfig}. */
export interface LoadConfigOptions extends EnvSettingsOptions {
  /**
   * Gives the parser of configuration files; called only when there is a file.
   *
   * @default loads it from this package's folder, which needs permission to read that
   */
  readonly loadParser?: () => ConfigFileParser;
  /** What is asked for in code; it wins over the rest. @default nothing */
  readonly code?: CodeOptions;
}

/** Tells what options in code are the reason for from what a file is. */
class CodeError extends Error {}

/**
 * Finds out what the user asked for: in code, over what is in the file that OTEL_CONFIG_FILE names,
 * else in the environment. Never throws, and never waits.
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
  const { loadParser = requireConfigFileParser, code, ...settingsOptions } = options;
  const inCode: ConfigProblem[] = code === undefined ? [] : [...unknownOptions(code)];
  const note = (problem: ConfigProblem) => void inCode.push(problem);
  const merge = code === undefined || !asksForSettings(code) ? {} : {
    merge(model: WithSources<ConfigurationModel>) {
      try {
        const merged = mergeCodeOptions(model as Tree, code, { ...settingsOptions, note });
        return merged as WithSources<ConfigurationModel>;
      } catch (error) {
        throw new CodeError("merge", { cause: error });
      }
    },
  };
  const settings = createEnvSettings(readEnv);
  const { value: path } = settings.text("OTEL_CONFIG_FILE");
  let resolved: ResolvedConfig;
  try {
    const resolveOptions = { ...settingsOptions, ...merge };
    resolved = path === null
      ? resolveConfig(readEnv, resolveOptions)
      : resolveConfigFile(path, { ...resolveOptions, readEnv, parse: loadParser() });
  } catch (error) {
    const what = error instanceof CodeError ? "options in code" : `configuration file ${path}`;
    const cause = error instanceof CodeError ? error.cause : error;
    const reason = cause instanceof Error ? cause.message : String(cause);
    const strict = code?.config?.distribution?.otel_deno?.strict ??
      settings.boolean("OTEL_DENO_STRICT").value;
    return off({ lines: [`Cannot use the ${what}: ${reason}`], strict });
  }
  const problems = Object.freeze([...inCode, ...resolved.problems]);
  const { strict } = resolved.config.distribution?.otel_deno as { strict?: boolean };
  if (strict !== true || problems.length === 0) return { ...resolved, problems };
  return {
    ...resolved,
    ...off({ lines: problems.map(describeRefusal), strict }),
    problems,
    explanation: resolved.explanation,
  };
}

/** To lay nothing over the rest takes as long as to resolve the rest. */
function asksForSettings({ config, serviceName, resourceAttributes }: CodeOptions): boolean {
  return [config, serviceName, resourceAttributes].some((option) => option !== undefined);
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
