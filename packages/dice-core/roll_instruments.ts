// Hot path: the two comparisons below run once per call of rollDice.

import {
  type Counter,
  type MeterProvider,
  metrics,
  trace,
  type Tracer,
  type TracerProvider,
  ValueType,
} from "@opentelemetry/api";

/** What one roll is recorded with. */
export interface RollInstruments {
  /** Makes the spans named `roll`. */
  readonly tracer: Tracer;
  /** Counts the rolls by their value. */
  readonly rollCounter: Counter;
}

let tracerProvider: TracerProvider | undefined;
let meterProvider: MeterProvider | undefined;
let instruments: RollInstruments | undefined;

/**
 * Returns the tracer and the counter of the providers that are registered now.
 *
 * They are looked up at the first roll and again when a provider has changed, never at load: the
 * API hands out working tracers ahead of registration, but a counter made before the SDK is
 * registered stays a no-op for ever.
 *
 * @returns The instruments, the same object as long as the providers stay.
 *
 * @example Without an SDK
 * ```ts
 * import { rollInstruments } from "./roll_instruments.ts";
 * import { equal } from "node:assert/strict";
 *
 * equal(rollInstruments(), rollInstruments());
 * ```
 */
export function rollInstruments(): RollInstruments {
  const currentTracerProvider = trace.getTracerProvider();
  const currentMeterProvider = metrics.getMeterProvider();
  if (
    instruments === undefined ||
    currentTracerProvider !== tracerProvider ||
    currentMeterProvider !== meterProvider
  ) {
    tracerProvider = currentTracerProvider;
    meterProvider = currentMeterProvider;
    instruments = {
      tracer: tracerProvider.getTracer("diceroller.tracer"),
      rollCounter: meterProvider.getMeter("diceroller.meter").createCounter("dice.rolls", {
        description: "The number of rolls by roll value",
        unit: "{roll}",
        valueType: ValueType.INT,
      }),
    };
  }
  return instruments;
}
