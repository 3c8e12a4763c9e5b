import { type Distribution, toBuckets } from "./distribution.ts";

/**
 * Returns the value below which this part of a distribution's values is, as far as its buckets tell:
 * within a bucket, values are taken to be spread evenly. Undefined where there is no value.
 */
export function distributionQuantile(
  distribution: Distribution,
  part: number,
  range: { readonly min?: number | undefined; readonly max?: number | undefined } = {},
): number | undefined {
  const buckets = toBuckets(distribution).filter(({ count }) => count > 0);
  const total = buckets.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return undefined;
  const rank = part * total;
  let seen = 0;
  for (const { lower, upper, count } of buckets) {
    if (seen + count < rank) {
      seen += count;
      continue;
    }
    // An open end is where the smallest or greatest value was, or at the bound that is known.
    const end = upper === "Infinity" ? range.max ?? Number(lower) : upper;
    const begin = lower === "-Infinity" ? range.min ?? Math.min(0, end) : lower;
    const value = begin + (end - begin) * (rank - seen) / count;
    return Math.max(range.min ?? -Infinity, Math.min(range.max ?? Infinity, value));
  }
  return undefined;
}
