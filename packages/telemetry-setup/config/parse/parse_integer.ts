import type { Parsed } from "./parsed.ts";

/** Options of {@linkcode parseInteger}. */
export interface ParseIntegerOptions {
  /**
   * The smallest value that is allowed.
   *
   * @default 0
   */
  readonly min?: number;
  /**
   * The largest value that is allowed.
   *
   * @default 2147483647
   */
  readonly max?: number;
  /**
   * What the number counts, such as `milliseconds`; for the complaint.
   *
   * @default nothing in particular
   */
  readonly unit?: string;
}

/** The specification's largest integer; also the longest delay that a timer can have. */
const MAX = 2 ** 31 - 1;

/**
 * Parses an integer or a duration: decimal digits only, between `min` and `max`.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/configuration/common/#numeric}
 *
 * @example Usage
 * ```ts
 * import { parseInteger } from "./parse_integer.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(parseInteger("5000"), { value: 5000 });
 * assert.deepEqual(parseInteger("5s", { unit: "milliseconds" }), {
 *   expected: "a number of milliseconds",
 * });
 * assert.deepEqual(parseInteger("0", { min: 1 }), { expected: "a whole number, at least 1" });
 * ```
 */
export function parseInteger(text: string, options: ParseIntegerOptions = {}): Parsed<number> {
  const { min = 0, max = MAX, unit } = options;
  const kind = unit === undefined ? "a whole number" : `a number of ${unit}`;
  if (!/^[+-]?\d+$/.test(text)) return { expected: kind };
  const value = Number(text);
  if (value < min) return { expected: `${kind}, at least ${min}` };
  if (value > max) return { expected: `${kind}, at most ${max}` };
  // Adding zero makes 0 of -0.
  return { value: value + 0 };
}
