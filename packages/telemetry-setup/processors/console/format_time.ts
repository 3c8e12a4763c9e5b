import type { HrTime } from "@opentelemetry/api";

const NANOS_PER_SECOND = 1_000_000_000;

/**
 * Writes a time as ISO 8601 in UTC without losing a digit: six decimals where the time is a whole
 * number of microseconds (as the console exporters of other languages print it), else nine.
 *
 * @param time Seconds since the Unix epoch, and nanoseconds within that second.
 * @returns The text, or `null` where the time is no date: not a number, or beyond what `Date` holds.
 *
 * @example Microseconds and nanoseconds
 * ```ts
 * import { equal } from "node:assert/strict";
 *
 * equal(formatTime([1_795_368_010, 407_427_000]), "2026-11-22T17:20:10.407427Z");
 * equal(formatTime([1_795_368_010, 407_427_123]), "2026-11-22T17:20:10.407427123Z");
 * ```
 */
export function formatTime(time: HrTime): string | null {
  // A caller's own HrTime may carry fractions, or nanoseconds outside of 0 to 999,999,999 (a time
  // before 1970): seconds and nanoseconds stay apart, so that nothing is rounded.
  const nanos = Math.trunc(time[1]);
  const carry = Math.floor(nanos / NANOS_PER_SECOND);
  const date = new Date((Math.trunc(time[0]) + carry) * 1000);
  if (Number.isNaN(date.getTime())) return null;

  const decimals = String(nanos - carry * NANOS_PER_SECOND).padStart(9, "0");
  const shortest = decimals.endsWith("000") ? decimals.slice(0, 6) : decimals;
  return `${date.toISOString().slice(0, -".000Z".length)}.${shortest}Z`;
}
