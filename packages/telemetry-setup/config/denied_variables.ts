import { ENV_VARIABLES } from "./env_variables.ts";

/** Options of {@linkcode deniedVariables}. */
export interface DeniedVariablesOptions {
  /**
   * The variables to ask about.
   *
   * @default all of the table
   */
  readonly names?: readonly string[];
  /**
   * Tells whether a variable may be read, without asking the user.
   *
   * @default Deno.permissions.querySync
   */
  readonly isGranted?: (name: string) => boolean;
}

/**
 * Lists the variables that the process is not permitted to read. Does not make Deno ask for the
 * permission.
 *
 * @example Usage
 * ```ts
 * import { deniedVariables } from "./denied_variables.ts";
 * import assert from "node:assert/strict";
 *
 * const denied = deniedVariables({
 *   names: ["OTEL_SERVICE_NAME", "OTEL_LOG_LEVEL"],
 *   isGranted: (name) => name === "OTEL_SERVICE_NAME",
 * });
 * assert.deepEqual(denied, ["OTEL_LOG_LEVEL"]);
 * ```
 */
export function deniedVariables(options: DeniedVariablesOptions = {}): readonly string[] {
  const { isGranted } = options;
  if (isGranted === undefined && mayReadAll()) return [];
  const { names = ENV_VARIABLES.map(({ name }) => name) } = options;
  return names.filter((name) => !(isGranted ?? mayRead)(name));
}

/** One question instead of one for each. */
function mayReadAll(): boolean {
  const { state, partial } = Deno.permissions.querySync({ name: "env" });
  return state === "granted" && !partial;
}

function mayRead(variable: string): boolean {
  return Deno.permissions.querySync({ name: "env", variable }).state === "granted";
}
