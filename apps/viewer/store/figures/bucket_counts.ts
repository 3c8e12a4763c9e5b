import { bucketDuration } from "../index/duration_bucket.ts";

/** Durations, counted by bucket. */
export class BucketCounts {
  readonly #counts = new Map<number, number>();
  #total = 0;

  /** How many durations there are. */
  get total(): number {
    return this.#total;
  }

  /** Counts so many more. */
  add(bucket: number, count: number): void {
    this.#counts.set(bucket, (this.#counts.get(bucket) ?? 0) + count);
    this.#total += count;
  }

  /** Returns the duration below or at which this part of all is, in nanoseconds. */
  quantile(part: number): number {
    const rank = Math.max(1, Math.ceil(part * this.#total));
    let seen = 0;
    for (const [bucket, count] of [...this.#counts].sort(([a], [b]) => a - b)) {
      seen += count;
      if (seen >= rank) return bucketDuration(bucket);
    }
    return 0;
  }
}
