import type { CountedPoint } from "./read_points.ts";

/** What data points that arrived say was counted: each once, however often it arrived. */
export class CountedPoints {
  readonly #values = new Map<string, number>();
  #contradictions = 0;

  /** How often a data point arrived that had arrived before with another value. */
  get contradictions(): number {
    return this.#contradictions;
  }

  add({ run, number, value }: CountedPoint): void {
    const id = `${run}.${number}`;
    const before = this.#values.get(id);
    if (before !== undefined && before !== value) this.#contradictions++;
    this.#values.set(id, value);
  }

  /** The value of one; `undefined` where it did not arrive. */
  valueOf(run: string, number: number): number | undefined {
    return this.#values.get(`${run}.${number}`);
  }
}
