/**
 * The wait that a `Retry-After` header asks for, in milliseconds: seconds or an HTTP date.
 * `undefined` when there is none or it is neither.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#otlphttp-throttling}
 *
 * @example
 * ```ts
 * import { parseRetryAfter } from "./parse_retry_after.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(parseRetryAfter("2", 0), 2000);
 * assert.equal(parseRetryAfter("Thu, 01 Jan 1970 00:00:05 GMT", 1000), 4000);
 * ```
 */
export function parseRetryAfter(header: string | null, nowMillis: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMillis);
}
