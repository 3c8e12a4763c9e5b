import { describeProblem } from "../../config/config_problem.ts";
import { loadConfig, type LoadConfigOptions } from "../../config/load_config.ts";
import type { ReadEnv } from "../../config/read_env.ts";
import { resolveConfig } from "../../config/resolve_config.ts";
import type { ExplainedSetting as Explained } from "../../config/separate_sources.ts";

/** A setting, with what it is and why. Secrets are masked. */
export interface ExplainedSetting extends Explained {
  /** What holds where nothing is set; `null` where that is nothing. */
  readonly default: unknown;
}

/** What holds, and why. */
export interface Explanation {
  /** Path of the configuration file; `null` where the environment counts. */
  readonly file: string | null;
  /** Every setting, in the order of the model. */
  readonly settings: readonly ExplainedSetting[];
  /** What cannot be used or may surprise, a line each. */
  readonly remarks: readonly string[];
  /** Whether telemetry starts with this: not with a file that cannot be used. */
  readonly usable: boolean;
}

/**
 * Explains every setting of the configuration model: what holds and where it comes from, be that a
 * variable or the configuration file. What cannot be used counts as not set, as it does when
 * telemetry starts, and there is a remark about it.
 *
 * @example Usage
 * ```ts
 * import { explainSettings } from "./explain_settings.ts";
 * import assert from "node:assert/strict";
 *
 * const env: Record<string, string> = { OTEL_EXPORTER_OTLP_TIMEOUT: "500" };
 * const { settings } = explainSettings((name) => env[name]);
 * const path = "logger_provider.processors[0].batch.exporter.otlp_http.timeout";
 *
 * assert.deepEqual(settings.find((setting) => setting.path === path), {
 *   path,
 *   value: 500,
 *   source: "OTEL_EXPORTER_OTLP_TIMEOUT",
 *   default: 10000,
 * });
 * ```
 */
export function explainSettings(readEnv: ReadEnv, options: LoadConfigOptions = {}): Explanation {
  const { explanation, problems, notes, error } = loadConfig(readEnv, options);
  const defaults = new Map(
    resolveConfig(() => undefined).explanation.map(({ path, value }) => [path, value]),
  );
  return {
    file: readEnv("OTEL_CONFIG_FILE")?.trim() || null,
    settings: explanation.map((setting) => ({
      ...setting,
      default: setting.source === "default" ? setting.value : defaults.get(setting.path) ?? null,
    })),
    remarks: [...(error?.lines ?? problems.map(describeProblem)), ...notes],
    usable: error === undefined,
  };
}
