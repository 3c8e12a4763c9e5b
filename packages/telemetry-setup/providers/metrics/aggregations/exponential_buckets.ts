// Hot path: increment() runs for every measurement of an exponential histogram.

/** Counts of buckets that follow each other, from the first to the last that is not empty. */
export class ExponentialBuckets {
  #start = 0;
  #counts: number[] = [];

  /** How many there would be with this bucket, too, and one of each `2 ** change`. */
  sizeWith(index: number, change = 0): number {
    const { length } = this.#counts;
    if (length === 0) return 1;
    const last = Math.max(this.#start + length - 1, index);
    return (last >> change) - (Math.min(this.#start, index) >> change) + 1;
  }

  increment(index: number): void {
    const counts = this.#counts;
    if (counts.length === 0) this.#start = index;
    const place = index - this.#start;
    if (place < 0) {
      this.#counts = [1, ...new Array<number>(-place - 1).fill(0), ...counts];
      this.#start = index;
      return;
    }
    while (counts.length <= place) counts.push(0);
    counts[place]!++;
  }

  /** Makes one bucket of each `2 ** change`. */
  downscale(change: number): void {
    if (this.#counts.length === 0) return;
    const start = this.#start >> change;
    const counts: number[] = [];
    this.#counts.forEach((count, place) => {
      const index = ((this.#start + place) >> change) - start;
      counts[index] = (counts[index] ?? 0) + count;
    });
    this.#start = start;
    this.#counts = counts;
  }

  toValue(): { offset: number; bucketCounts: number[] } {
    return { offset: this.#start, bucketCounts: this.#counts.slice() };
  }
}
