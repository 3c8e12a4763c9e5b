// Hot path: record() runs for every measurement of a histogram.
import { DataPointType, type Histogram } from "@opentelemetry/sdk-metrics";
import type { Accumulator, Aggregation } from "./aggregation.ts";
import { DEFAULT_BOUNDARIES } from "./default_boundaries.ts";

/** Options of {@linkcode createExplicitBucketHistogram}. */
export interface ExplicitBucketHistogramOptions {
  /** The greatest value of each bucket but the last. @default those of the specification */
  readonly boundaries?: readonly number[] | undefined;
  /** @default true */
  readonly recordMinMax?: boolean | undefined;
  /** Left out where values may be negative. @default true */
  readonly recordSum?: boolean;
}

/** As the aggregation of all data points of one metric has them. */
interface Resolved {
  readonly boundaries: readonly number[];
  readonly recordMinMax: boolean;
  readonly recordSum: boolean;
}

class ExplicitBucketAccumulator implements Accumulator {
  readonly #options: Resolved;
  readonly #boundaries: readonly number[];
  readonly #counts: number[];
  #count = 0;
  #sum = 0;
  #min = Infinity;
  #max = -Infinity;

  constructor(options: Resolved) {
    this.#options = options;
    this.#boundaries = options.boundaries;
    this.#counts = new Array<number>(options.boundaries.length + 1).fill(0);
  }

  record(value: number): void {
    this.#count++;
    this.#sum += value;
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
    this.#counts[findBucket(this.#boundaries, value)]!++;
  }

  toValue(): Histogram {
    const { boundaries, recordMinMax, recordSum } = this.#options;
    return {
      min: recordMinMax ? this.#min : undefined,
      max: recordMinMax ? this.#max : undefined,
      sum: recordSum ? this.#sum : undefined,
      buckets: { boundaries: boundaries as number[], counts: this.#counts.slice() },
      count: this.#count,
    } as Histogram;
  }
}

/** The first bucket whose boundary is not below the value. */
function findBucket(boundaries: readonly number[], value: number): number {
  let low = 0;
  let high = boundaries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (boundaries[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Counts measurements in buckets whose boundaries are given. They are sorted, and those at or beyond
 * infinity are left out.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/metrics/sdk/#explicit-bucket-histogram-aggregation}
 */
export function createExplicitBucketHistogram(
  { boundaries = DEFAULT_BOUNDARIES, recordMinMax = true, recordSum = true }:
    ExplicitBucketHistogramOptions = {},
): Aggregation {
  const sorted = boundaries.filter((boundary) => Math.abs(boundary) !== Infinity)
    .sort((a, b) => a - b);
  const options = { boundaries: Object.freeze(sorted), recordMinMax, recordSum };
  return {
    dataPointType: DataPointType.HISTOGRAM,
    isMonotonic: false,
    createAccumulator: () => new ExplicitBucketAccumulator(options),
    ...sorted.length === 0 ? { exemplarCount: 1 } : {
      exemplarCount: sorted.length + 1,
      exemplarPlace: (value: number) => findBucket(sorted, value),
    },
  };
}
