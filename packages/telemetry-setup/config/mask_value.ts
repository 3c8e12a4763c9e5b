import type { EnvVariable } from "./env_variable.ts";
import { maskUrl } from "./mask_url.ts";

/**
 * Hides what may be secret in a variable's value: all of it where the variable is for secrets,
 * otherwise user, password and query of URLs.
 *
 * @example Usage
 * ```ts
 * import { ENV_VARIABLES } from "./env_variables.ts";
 * import { maskValue } from "./mask_value.ts";
 * import assert from "node:assert/strict";
 *
 * const row = ENV_VARIABLES.find(({ name }) => name === "OTEL_TRACES_SAMPLER_ARG")!;
 * const text = "endpoint=http://me:secret@jaeger:14250,pollingIntervalMs=5000";
 * assert.equal(maskValue(row, text), "endpoint=http://***@jaeger:14250,pollingIntervalMs=5000");
 * ```
 */
export function maskValue(row: EnvVariable, text: string): string {
  if (row.secret === true) return "***";
  if (row.type === "url") return maskUrl(text);
  if (row.holdsUrls !== true) return text;
  // As if all were one URL: a password may hold commas and equals signs, too.
  const [, name = "", value = text] = /^(\w+=)?(.*)$/s.exec(text) ?? [];
  return name + maskUrl(value);
}
