import type { RemainingItems } from "../delivery.ts";

/** Adds up what is of the same signal and for the same destination. */
export function sumItems(items: Iterable<RemainingItems>): readonly RemainingItems[] {
  const sums = new Map<string, RemainingItems>();
  for (const { destination, signal, itemCount } of items) {
    const key = `${signal} ${destination}`;
    const sum = itemCount + (sums.get(key)?.itemCount ?? 0);
    sums.set(key, { destination, signal, itemCount: sum });
  }
  return [...sums.values()];
}
