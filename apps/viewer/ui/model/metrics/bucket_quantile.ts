import type { Bucket } from "../../../contract/metrics.ts";

/**
 * The value below which a share of the measurements lies, as if they were even in their bucket;
 * absent where there are none. An open end counts as the bound at its other side.
 */
export function bucketQuantile(buckets: readonly Bucket[], share: number): number | undefined {
  const total = buckets.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return undefined;
  let left = share * total;
  for (const { lower, upper, count } of buckets) {
    if (count === 0) continue;
    if (left > count) {
      left -= count;
      continue;
    }
    const end = Number(upper);
    const start = Number(lower);
    if (end === Infinity) return start;
    if (start === -Infinity) return Math.max(0, end) === end ? end * (left / count) : end;
    return start + (end - start) * (left / count);
  }
  return undefined;
}
