import { InstrumentType } from "@opentelemetry/sdk-metrics";

const NON_NEGATIVE: ReadonlySet<InstrumentType> = new Set([
  InstrumentType.COUNTER,
  InstrumentType.OBSERVABLE_COUNTER,
  InstrumentType.HISTOGRAM,
]);

/** Whether an instrument measures nothing below zero, so that its sums never fall. */
export function isNonNegative(type: InstrumentType): boolean {
  return NON_NEGATIVE.has(type);
}
