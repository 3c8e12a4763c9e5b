const NAMES_SHOWN = 3;

/**
 * Says in one line that variables may not be read, and which flag permits it; `undefined` when
 * there is nothing to say.
 *
 * @param names What `deniedVariables()` returned.
 *
 * @example Usage
 * ```ts
 * import { describeDeniedVariables } from "./describe_denied_variables.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(describeDeniedVariables([]), undefined);
 * assert.equal(
 *   describeDeniedVariables(["OTEL_LOG_LEVEL"]),
 *   'Cannot read OTEL_LOG_LEVEL: not permitted; counted as not set; add --allow-env="OTEL_*"',
 * );
 * ```
 */
export function describeDeniedVariables(names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const shown = names.slice(0, NAMES_SHOWN).join(", ");
  const more = names.length - NAMES_SHOWN;
  const subject = more > 0 ? `${shown} and ${more} more` : shown;
  return `Cannot read ${subject}: not permitted; counted as not set; add --allow-env="OTEL_*"`;
}
