import type { DataPointType, ExponentialHistogram, Histogram } from "@opentelemetry/sdk-metrics";

/** What measurements come to in one data point. */
export interface Accumulator {
  /** The measurement has to be a finite number, but for last values. */
  record(value: number): void;
  /** As a data point has it: nothing of it changes afterwards. */
  toValue(): number | Histogram | ExponentialHistogram;
}

/** How measurements are brought together, decided once for each metric. */
export interface Aggregation {
  readonly dataPointType: DataPointType;
  /** Whether a sum never falls. */
  readonly isMonotonic: boolean;
  createAccumulator(): Accumulator;
  /** How many exemplars a data point may have. */
  readonly exemplarCount: number;
  /** The only exemplar that a value may become. @default any */
  readonly exemplarPlace?: (value: number) => number;
}
