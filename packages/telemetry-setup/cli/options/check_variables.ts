import { describeProblem } from "../../config/config_problem.ts";
import type { ReadEnv } from "../../config/read_env.ts";
import { resolveConfig } from "../../config/resolve_config.ts";
import { UsageError } from "../usage_error.ts";
import { VARIABLE_OPTIONS } from "./instrument_options.ts";

/** Options that go with a configuration file: they do not say what the file says. */
const WITH_FILE: ReadonlySet<string> = new Set([
  "OTEL_CONFIG_FILE",
  "OTEL_DENO_STRICT",
  "OTEL_DENO_MODE",
]);

/**
 * Checks what the options set, before anything starts. What the environment brings is not judged
 * here: the application runs on with a warning.
 *
 * @param variables What the options set, by the name of the variable.
 * @param readEnv The environment with the options in it.
 * @throws {UsageError} If a value cannot be used, or has no effect because of a configuration file.
 */
export function checkVariables(
  variables: Readonly<Record<string, string>>,
  readEnv: ReadEnv,
): void {
  const file = readEnv("OTEL_CONFIG_FILE")?.trim() ?? "";
  const ineffective = Object.keys(variables).find((name) => !WITH_FILE.has(name));
  if (file !== "" && ineffective !== undefined) {
    throw new UsageError(
      `Cannot use ${optionOf(ineffective)} with OTEL_CONFIG_FILE=${JSON.stringify(file)}: ` +
        "with a file only the file counts",
    );
  }
  if (Object.keys(variables).length === 0) return;
  const problems = resolveConfig(readEnv).problems.filter(({ setting }) => setting in variables);
  if (problems.length === 0) return;
  throw new UsageError(
    problems
      .map((problem) => describeProblem({ ...problem, setting: optionOf(problem.setting) }))
      // Nothing is used instead: nothing starts.
      .map((line) => line.replace(/; using .*$/s, ""))
      .join("\n"),
  );
}

function optionOf(variable: string): string {
  return `--${VARIABLE_OPTIONS.find((option) => option.variable.name === variable)?.name}`;
}
