import { type Attributes, ValueType } from "@opentelemetry/api";
import { DataPointType } from "@opentelemetry/sdk-metrics";
import type { Guard } from "../guard/guard.ts";
import { isNonNegative } from "./aggregations/is_non_negative.ts";
import { attributesKey } from "./attributes/attributes_key.ts";
import type { InstrumentDescriptor } from "./instrument_descriptor.ts";
import type { Observation, ObservedStream } from "./streams/observed_stream.ts";

/** An asynchronous instrument, with what becomes of its observations. */
export interface ObservedInstrument {
  readonly descriptor: InstrumentDescriptor;
  readonly streams: ObservedStream[];
}

/** What callbacks have observed in one collection: of the same attributes, the last one counts. */
export type Observations = Map<ObservedInstrument, Map<string, Observation>>;

/**
 * Takes down what a callback observes. A bad observation is left out and counted, and costs no
 * other of the same callback. Never throws.
 */
export function takeObservation(
  observations: Observations,
  { instrument, value, attributes, guard }: {
    readonly instrument: ObservedInstrument;
    readonly value: unknown;
    readonly attributes: Attributes | undefined;
    readonly guard: Guard;
  },
): void {
  const number = typeof value === "number" ? repair(value, instrument, guard) : guard.leaveOut();
  if (number === undefined) return;
  guard.attempt(() => {
    const own = { ...guard.attributes(attributes) };
    let taken = observations.get(instrument);
    if (taken === undefined) observations.set(instrument, taken = new Map());
    taken.set(attributesKey(own), { attributes: own, value: number });
  }, undefined);
}

function repair(
  value: number,
  { descriptor, streams }: ObservedInstrument,
  guard: Guard,
): number | undefined {
  if (isNonNegative(descriptor.type) && value < 0) return guard.leaveOut();
  if (!Number.isFinite(value)) {
    const isGauge = streams.every(({ options }) =>
      options.aggregation.dataPointType === DataPointType.GAUGE
    );
    return isGauge && descriptor.valueType !== ValueType.INT ? value : guard.leaveOut();
  }
  if (descriptor.valueType !== ValueType.INT || Number.isInteger(value)) return value;
  guard.leaveOut();
  return Math.trunc(value);
}
