import type { JsonExemplar } from "../../contract/mod.ts";

/**
 * At most so many exemplars, from the whole time: where there are more, the largest of each stretch. What
 * stands out is what one wants to look at.
 */
export function spreadExemplars(
  exemplars: readonly JsonExemplar[],
  most: number,
): readonly JsonExemplar[] {
  if (exemplars.length <= most) return exemplars;
  const sorted = exemplars.toSorted((a, b) =>
    BigInt(a.timeUnixNano) < BigInt(b.timeUnixNano) ? -1 : 1
  );
  return Array.from({ length: most }, (_, index) => {
    const from = Math.floor((index * sorted.length) / most);
    const to = Math.floor(((index + 1) * sorted.length) / most);
    return sorted.slice(from, to).reduce((best, one) => one.value > best.value ? one : best);
  });
}
