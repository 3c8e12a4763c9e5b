import type { EnvVariable } from "./env_variable.ts";

/**
 * Says in one line which names of other distributions are used, and what they are read as; no line
 * where there are none.
 *
 * @example Usage
 * ```ts
 * import { describeAliases } from "./describe_aliases.ts";
 * import { ENV_VARIABLES } from "./env_variables.ts";
 * import assert from "node:assert/strict";
 *
 * const used = ENV_VARIABLES.filter(({ name }) => name === "OTEL_PYTHON_EXCLUDED_URLS");
 * assert.deepEqual(describeAliases(used), [
 *   "Using the Python names OTEL_PYTHON_EXCLUDED_URLS (here OTEL_DENO_EXCLUDED_URLS)",
 * ]);
 * ```
 */
export function describeAliases(used: readonly EnvVariable[]): readonly string[] {
  if (used.length === 0) return [];
  const names = used.map(({ name, aliasOf }) =>
    aliasOf === undefined ? name : `${name} (here ${aliasOf})`
  );
  return [`Using the Python names ${names.join(", ")}`];
}
