import type { Attributes, HrTime } from "@opentelemetry/api";
import type { DataPoint } from "@opentelemetry/sdk-metrics";

/**
 * One measurement that went into a data point: the contract between the meter provider, which takes
 * them, and the encoders. The SDK's types have no place for them.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/metrics/data-model/#exemplars}
 */
export interface Exemplar {
  readonly value: number;
  /** When it was measured. */
  readonly time: HrTime;
  /** The attributes of the measurement that the data point left out. */
  readonly filteredAttributes: Attributes;
  /** Of the span in which it was measured, in hexadecimal digits. @default measured outside of any */
  readonly traceId?: string;
  /** Given where `traceId` is. */
  readonly spanId?: string;
}

/** A data point as the meter provider of this distribution makes it. */
export interface WithExemplars {
  /** @default none */
  readonly exemplars?: readonly Exemplar[];
}

/** The exemplars of a data point; none where it is another meter provider's. */
export function exemplarsOf(point: DataPoint<unknown>): readonly Exemplar[] {
  return (point as WithExemplars).exemplars ?? [];
}
