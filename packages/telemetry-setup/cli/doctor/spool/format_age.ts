const UNITS = [["s", 1000], ["min", 60], ["h", 60], ["d", 24]] as const;

/**
 * Says how long ago something was, by its largest unit.
 *
 * @param milliseconds What is negative counts as none: a clock can be put back.
 *
 * @example Usage
 * ```ts
 * import { formatAge } from "./format_age.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(formatAge(90_000), "1 min");
 * ```
 */
export function formatAge(milliseconds: number): string {
  let text = "0 s";
  let value = milliseconds;
  for (const [unit, size] of UNITS) {
    value /= size;
    if (value < 1) break;
    text = `${Math.floor(value)} ${unit}`;
  }
  return text;
}
