import type { EnvVariable } from "../../config/env_variable.ts";
import { ENV_VARIABLES } from "../../config/env_variables.ts";

/** An option that sets a variable: `--service_name` sets `OTEL_SERVICE_NAME`. */
export interface VariableOption {
  /** In snake_case, without dashes. */
  readonly name: string;
  readonly variable: EnvVariable;
}

/** One option for each variable of the table, in its order. */
export const VARIABLE_OPTIONS: readonly VariableOption[] = ENV_VARIABLES.map((variable) => ({
  name: variable.name.slice("OTEL_".length).toLowerCase(),
  variable,
}));

/** Options that set no variable, with what they do. */
export const OWN_OPTIONS = {
  verbose: "Print the final command and its variables on standard error, then run it",
  dry_run: "Print the final command and its variables on standard output, and run nothing",
  version: "Print the version",
  help: "Print this help",
} as const;

/** Name of an option that sets no variable. */
export type OwnOption = keyof typeof OWN_OPTIONS;
