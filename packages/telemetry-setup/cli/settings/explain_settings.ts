import type { EnvVariable } from "../../config/env_variable.ts";
import { ENV_VARIABLES } from "../../config/env_variables.ts";
import { maskValue } from "../../config/mask_value.ts";
import type { ReadEnv } from "../../config/read_env.ts";
import { resolveConfig } from "../../config/resolve_config.ts";

/** A setting, with what it is and why. */
export interface ExplainedSetting {
  /** Name of the variable. */
  readonly setting: string;
  /** What holds, as it would be written; masked where it is a secret, empty where there is nothing. */
  readonly value: string;
  /** Where the value comes from: `environment`, `default`, or the name of the variable that holds. */
  readonly source: string;
  /** What holds where nothing is set; empty where there is nothing. */
  readonly default: string;
}

const ROWS: ReadonlyMap<string, EnvVariable> = new Map(
  ENV_VARIABLES.map((row) => [row.name, row]),
);
/** Those of a signal are added to it; they do not take its place. */
const ADDED_TO = /_HEADERS$/;

/**
 * Explains every setting of the table, in its order: what holds and where it comes from. What cannot
 * be used counts as not set, as it does when telemetry starts.
 *
 * @example Usage
 * ```ts
 * import { explainSettings } from "./explain_settings.ts";
 * import assert from "node:assert/strict";
 *
 * const env: Record<string, string> = { OTEL_EXPORTER_OTLP_TIMEOUT: "500" };
 * const settings = explainSettings((name) => env[name]);
 *
 * assert.deepEqual(settings.find(({ setting }) => setting === "OTEL_EXPORTER_OTLP_LOGS_TIMEOUT"), {
 *   setting: "OTEL_EXPORTER_OTLP_LOGS_TIMEOUT",
 *   value: "500",
 *   source: "OTEL_EXPORTER_OTLP_TIMEOUT",
 *   default: "10000",
 * });
 * ```
 */
export function explainSettings(readEnv: ReadEnv): readonly ExplainedSetting[] {
  const problems = new Map(
    resolveConfig(readEnv).problems.map((problem) => [problem.setting, problem]),
  );

  function explain(row: EnvVariable): Omit<ExplainedSetting, "setting" | "default"> {
    const text = readText(row.name);
    const problem = problems.get(row.name);
    if (text !== undefined && problem === undefined) {
      return { value: maskValue(row, text), source: "environment" };
    }
    const general = row.fallsBackTo === undefined ? undefined : ROWS.get(row.fallsBackTo);
    if (general !== undefined) {
      const { value, source } = explain(general);
      return { value, source: source === "environment" ? general.name : source };
    }
    return { value: problem?.used ?? defaultOf(row), source: "default" };
  }

  function readText(name: string): string | undefined {
    try {
      return readEnv(name)?.trim() || undefined;
    } catch {
      return undefined;
    }
  }

  return ENV_VARIABLES.map((row: EnvVariable) => ({
    setting: row.name,
    ...explain(row),
    default: defaultOf(row),
  }));
}

function defaultOf(row: EnvVariable): string {
  if (row.defaultText !== undefined) return row.defaultText;
  if (row.default !== undefined) return String(row.default);
  const general = row.fallsBackTo === undefined ? undefined : ROWS.get(row.fallsBackTo);
  return general === undefined || ADDED_TO.test(row.name) ? "" : defaultOf(general);
}
