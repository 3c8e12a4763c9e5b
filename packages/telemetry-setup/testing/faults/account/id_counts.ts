/**
 * How often each id was seen. An id is a text such as `id:t3.17;`: the 18th span of the third process.
 * It is the name of a span or the body of a log record, so it is found in any bytes of theirs.
 */
export class IdCounts {
  readonly #counts = new Map<string, Uint8Array>();
  #unique = 0;
  #duplicates = 0;

  /** How many different ids were seen. */
  get unique(): number {
    return this.#unique;
  }

  /** How often an id was seen that had been seen before. */
  get duplicates(): number {
    return this.#duplicates;
  }

  /** Counts one id, such as number 17 of run `t3`. */
  add(run: string, number: number): void {
    let counts = this.#counts.get(run);
    if (counts === undefined || number >= counts.length) {
      const larger = new Uint8Array(Math.max(1024, 2 * (number + 1)));
      larger.set(counts ?? []);
      counts = larger;
      this.#counts.set(run, counts);
    }
    const count = counts[number] ?? 0;
    if (count === 0) this.#unique++;
    else this.#duplicates++;
    counts[number] = Math.min(255, count + 1);
  }

  /** Counts every id in a text; bytes may be given with a character each. */
  addFrom(text: string): void {
    for (const [, run = "", number] of text.matchAll(/id:(\w+)\.(\d+);/g)) {
      this.add(run, Number(number));
    }
  }

  has(run: string, number: number): boolean {
    return (this.#counts.get(run)?.[number] ?? 0) > 0;
  }
}
