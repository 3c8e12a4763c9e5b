/** The longest that timers know, in milliseconds: 24 days. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * A timeout as the specification has it, in milliseconds: 0 is none.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/}
 *
 * @example
 * ```ts
 * import { orNoLimit } from "./or_no_limit.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(orNoLimit(10_000), 10_000);
 * assert.ok(orNoLimit(0) > 24 * 24 * 3_600_000);
 * ```
 */
export function orNoLimit(timeoutMillis: number): number {
  return timeoutMillis === 0 ? LONGEST_MS : timeoutMillis;
}
