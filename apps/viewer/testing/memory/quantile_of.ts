import type { Bucket } from "../../contract/mod.ts";

/** A quantile as buckets tell it, by a straight line inside of the bucket that it falls into. */
export function quantileOf(buckets: readonly Bucket[], quantile: number): number {
  let left = quantile * buckets.reduce((sum, { count }) => sum + count, 0);
  for (const { lower, upper, count } of buckets) {
    if (left > count) {
      left -= count;
      continue;
    }
    const low = lower === "-Infinity" ? 0 : lower as number;
    return upper === "Infinity" ? low : low + ((upper as number) - low) * (count && left / count);
  }
  return 0;
}
