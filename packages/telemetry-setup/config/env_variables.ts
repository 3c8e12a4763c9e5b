import type { EnvVariable } from "./env_variable.ts";
import { BATCH_VARIABLES } from "./variables/batch_variables.ts";
import { EXPORTER_VARIABLES } from "./variables/exporter_variables.ts";
import { GENERAL_VARIABLES } from "./variables/general_variables.ts";
import { INSTRUMENTATION_VARIABLES } from "./variables/instrumentation_variables.ts";
import { LIMIT_VARIABLES } from "./variables/limit_variables.ts";
import { OTLP_VARIABLES } from "./variables/otlp_variables.ts";
import { OWN_VARIABLES } from "./variables/own_variables.ts";
import { PYTHON_VARIABLES } from "./variables/python_variables.ts";

/**
 * Every environment variable that is read: those of the specification in its order, then those of
 * instrumentations, our own and Python's names. What reads, explains, documents or permits
 * variables is made from this table.
 */
export const ENV_VARIABLES = [
  ...GENERAL_VARIABLES,
  ...BATCH_VARIABLES,
  ...LIMIT_VARIABLES,
  ...EXPORTER_VARIABLES,
  ...OTLP_VARIABLES,
  ...INSTRUMENTATION_VARIABLES,
  ...OWN_VARIABLES,
  ...PYTHON_VARIABLES,
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
