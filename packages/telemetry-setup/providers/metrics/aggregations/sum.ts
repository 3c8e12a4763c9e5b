// Hot path: record() runs for every measurement of a counter.
import { DataPointType } from "@opentelemetry/sdk-metrics";
import type { Accumulator, Aggregation } from "./aggregation.ts";

class SumAccumulator implements Accumulator {
  #sum = 0;

  record(value: number): void {
    this.#sum += value;
  }

  toValue(): number {
    return this.#sum;
  }
}

/**
 * Adds measurements up.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/metrics/sdk/#sum-aggregation}
 */
export function createSum(isMonotonic: boolean): Aggregation {
  return {
    dataPointType: DataPointType.SUM,
    isMonotonic,
    createAccumulator: () => new SumAccumulator(),
    exemplarCount: 1,
  };
}
