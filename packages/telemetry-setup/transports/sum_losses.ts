import type { Loss } from "./delivery.ts";

/**
 * Adds up what was lost for the same destination and signal: two equal lines about it would look
 * like one that is repeated.
 *
 * @example Two batches of spans
 * ```ts
 * import { sumLosses } from "./sum_losses.ts";
 * import assert from "node:assert/strict";
 *
 * const loss = { destination: "http://collector:4318", signal: "traces", itemCount: 512 } as const;
 * assert.deepEqual(sumLosses([loss, loss]), [{ ...loss, itemCount: 1024 }]);
 * ```
 */
export function sumLosses(losses: Iterable<Loss>): readonly Loss[] {
  const sums = new Map<string, Loss>();
  for (const { destination, signal, itemCount } of losses) {
    const key = `${signal} ${destination}`;
    const sum = itemCount + (sums.get(key)?.itemCount ?? 0);
    sums.set(key, { destination, signal, itemCount: sum });
  }
  return [...sums.values()];
}
