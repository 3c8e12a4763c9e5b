// Hot path: record() runs for every measurement of an exponential histogram.
import { DataPointType, type ExponentialHistogram } from "@opentelemetry/sdk-metrics";
import type { Accumulator, Aggregation } from "./aggregation.ts";
import { ExponentialBuckets } from "./exponential_buckets.ts";
import { exponentialIndex } from "./exponential_index.ts";

const MIN_SCALE = -10;
const MAX_SCALE = 20;
const MIN_SIZE = 2;

/** Options of {@linkcode createExponentialHistogram}. */
export interface ExponentialHistogramOptions {
  /** How many buckets there may be for positive and for negative values each. @default 160 */
  readonly maxSize?: number | undefined;
  /** The finest scale, from -10 to 20. @default 20 */
  readonly maxScale?: number | undefined;
  /** @default true */
  readonly recordMinMax?: boolean | undefined;
  /** Left out where values may be negative. @default true */
  readonly recordSum?: boolean;
}

/** As the aggregation of all data points of one metric has them. */
interface Resolved {
  readonly maxSize: number;
  readonly maxScale: number;
  readonly recordMinMax: boolean;
  readonly recordSum: boolean;
}

class ExponentialAccumulator implements Accumulator {
  readonly #options: Resolved;
  readonly #positive = new ExponentialBuckets();
  readonly #negative = new ExponentialBuckets();
  #scale: number;
  #count = 0;
  #zeroCount = 0;
  #sum = 0;
  #min = Infinity;
  #max = -Infinity;

  constructor(options: Resolved) {
    this.#options = options;
    this.#scale = options.maxScale;
  }

  record(value: number): void {
    this.#count++;
    this.#sum += value;
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
    if (value === 0) this.#zeroCount++;
    else this.#increment(value > 0 ? this.#positive : this.#negative, Math.abs(value));
  }

  toValue(): ExponentialHistogram {
    const { recordMinMax, recordSum } = this.#options;
    return {
      min: recordMinMax ? this.#min : undefined,
      max: recordMinMax ? this.#max : undefined,
      sum: recordSum ? this.#sum : undefined,
      positive: this.#positive.toValue(),
      negative: this.#negative.toValue(),
      count: this.#count,
      // Of no buckets, any scale is right.
      scale: this.#count === this.#zeroCount ? 0 : this.#scale,
      zeroCount: this.#zeroCount,
    } as ExponentialHistogram;
  }

  #increment(buckets: ExponentialBuckets, value: number): void {
    let index = exponentialIndex(value, this.#scale);
    if (buckets.sizeWith(index) > this.#options.maxSize) {
      this.#coarsen(buckets, index);
      index = exponentialIndex(value, this.#scale);
    }
    buckets.increment(index);
  }

  /** As far as it takes to have room for one more bucket. */
  #coarsen(buckets: ExponentialBuckets, index: number): void {
    let change = 0;
    while (
      this.#scale - change > MIN_SCALE &&
      buckets.sizeWith(index, change) > this.#options.maxSize
    ) change++;
    this.#positive.downscale(change);
    this.#negative.downscale(change);
    this.#scale -= change;
  }
}

/**
 * Counts measurements in buckets that grow exponentially, and are as fine as their number allows.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/metrics/sdk/#base2-exponential-bucket-histogram-aggregation}
 */
export function createExponentialHistogram(
  { maxSize = 160, maxScale = MAX_SCALE, recordMinMax = true, recordSum = true }:
    ExponentialHistogramOptions = {},
): Aggregation {
  const options = {
    // With fewer, the coarsest scale has no room for all numbers.
    maxSize: Math.max(maxSize, MIN_SIZE),
    maxScale: Math.min(Math.max(maxScale, MIN_SCALE), MAX_SCALE),
    recordMinMax,
    recordSum,
  };
  return {
    dataPointType: DataPointType.EXPONENTIAL_HISTOGRAM,
    isMonotonic: false,
    createAccumulator: () => new ExponentialAccumulator(options),
    exemplarCount: Math.min(20, options.maxSize),
  };
}
