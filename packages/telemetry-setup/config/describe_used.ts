import type { EnvVariable } from "./env_variable.ts";

/**
 * Says what is used of a variable, in place of what cannot be: the default in the table's own words,
 * where it has some.
 *
 * @example Usage
 * ```ts
 * import { describeUsed } from "./describe_used.ts";
 * import assert from "node:assert/strict";
 *
 * const row = { name: "OTEL_X", type: "integer", default: 5, description: "Something" } as const;
 * assert.equal(describeUsed(row, 7), "7");
 * assert.equal(describeUsed({ ...row, defaultText: "as many as fit" }, 5), "as many as fit");
 * ```
 */
export function describeUsed(row: EnvVariable, value: unknown): string {
  const isDefault = value === (row.default ?? null);
  if (isDefault && row.defaultText !== undefined) return row.defaultText;
  return value === null || value === undefined || String(value) === "" ? "none" : String(value);
}
