import type { JsonExemplar } from "../../../contract/metrics.ts";

/**
 * Leaves at most so many exemplars: of each stretch of the time, the largest, as what took long is what
 * one looks for.
 */
export function thinOut(
  exemplars: readonly JsonExemplar[],
  most: number,
): readonly JsonExemplar[] {
  if (exemplars.length <= most) return exemplars;
  const times = exemplars.map(({ timeUnixNano }) => Number(BigInt(timeUnixNano) / 1000n));
  const first = times.reduce((a, b) => Math.min(a, b));
  const last = times.reduce((a, b) => Math.max(a, b));
  const largest = new Map<number, JsonExemplar>();
  exemplars.forEach((exemplar, index) => {
    const share = last === first ? 0 : (times[index]! - first) / (last - first);
    const slot = Math.min(most - 1, Math.floor(share * most));
    const known = largest.get(slot);
    if (known === undefined || exemplar.value > known.value) largest.set(slot, exemplar);
  });
  return [...largest.values()];
}
