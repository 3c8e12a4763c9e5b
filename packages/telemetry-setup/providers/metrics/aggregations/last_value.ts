// Hot path: record() runs for every measurement of a gauge.
import { DataPointType } from "@opentelemetry/sdk-metrics";
import type { Accumulator, Aggregation } from "./aggregation.ts";

class LastValueAccumulator implements Accumulator {
  #last = 0;

  record(value: number): void {
    this.#last = value;
  }

  toValue(): number {
    return this.#last;
  }
}

/**
 * Keeps the last measurement.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/metrics/sdk/#last-value-aggregation}
 */
export const LAST_VALUE: Aggregation = {
  dataPointType: DataPointType.GAUGE,
  isMonotonic: false,
  createAccumulator: () => new LastValueAccumulator(),
  exemplarCount: 1,
};
