/**
 * The smallest of the values that so many of a hundred are not above: the nearest rank.
 *
 * @param sorted At least one value, ascending.
 *
 * @example Usage
 * ```ts
 * import { percentile } from "./percentile.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(percentile([1, 2, 3, 4], 50), 2);
 * assert.equal(percentile([1, 2, 3, 4], 99), 4);
 * ```
 */
export function percentile(sorted: ArrayLike<number>, percent: number): number {
  const rank = Math.ceil(sorted.length * percent / 100);
  return sorted[Math.max(rank, 1) - 1]!;
}
