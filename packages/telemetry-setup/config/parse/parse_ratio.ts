import type { Parsed } from "./parsed.ts";

/**
 * Parses a ratio: a decimal number from 0 to 1.
 *
 * @example Usage
 * ```ts
 * import { parseRatio } from "./parse_ratio.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(parseRatio("0.25"), { value: 0.25 });
 * assert.deepEqual(parseRatio("25"), { expected: "a number from 0 to 1" });
 * ```
 */
export function parseRatio(text: string): Parsed<number> {
  const value = /^\+?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
  return value >= 0 && value <= 1 ? { value } : { expected: "a number from 0 to 1" };
}
