// Hot path: what it makes an instrument of runs once a measurement.
import {
  createNoopMeter,
  type Gauge,
  type Meter,
  type MetricOptions,
  type UpDownCounter,
} from "@opentelemetry/api";
import { InstrumentType } from "@opentelemetry/sdk-metrics";
import type { Guard } from "../guard/guard.ts";
import type { InstrumentRequest } from "./instrument_descriptor.ts";
import type { InstrumentRegistry } from "./instrument_registry.ts";
import type { ObservableCallbacks } from "./observable_callbacks.ts";

type Measure = Gauge["record"];

/** Options of {@linkcode createMeter}. */
export interface CreateMeterOptions {
  readonly callbacks: ObservableCallbacks;
  readonly guard: Guard;
}

/**
 * What the application has of a meter. Its methods and those of its instruments take values of any
 * kind, and never throw; an instrument that cannot be made measures nothing.
 */
export function createMeter(
  registry: InstrumentRegistry,
  { callbacks, guard }: CreateMeterOptions,
): Meter {
  const noop = createNoopMeter();

  function measureOf(name: string, request: InstrumentRequest): Measure | undefined {
    return guard.attempt((): Measure | undefined => {
      const { recorder } = registry.find(name, request);
      if (recorder.streams.length === 0) return undefined;
      return (value, attributes, context) => recorder.record(value, attributes, context);
    }, undefined);
  }

  function adder(type: InstrumentType) {
    return (name: string, options?: MetricOptions): UpDownCounter => {
      const add = measureOf(name, { type, options });
      return add === undefined ? noop.createUpDownCounter(name) : { add };
    };
  }

  function recorder(type: InstrumentType) {
    return (name: string, options?: MetricOptions): Gauge => {
      const record = measureOf(name, { type, options });
      return record === undefined ? noop.createGauge(name) : { record };
    };
  }

  function observable(type: InstrumentType) {
    return (name: string, options?: MetricOptions) =>
      guard.attempt(
        () => callbacks.createObservable(registry.find(name, { type, options }).observed),
        noop.createObservableGauge(name),
      );
  }

  return {
    createCounter: adder(InstrumentType.COUNTER),
    createUpDownCounter: adder(InstrumentType.UP_DOWN_COUNTER),
    createGauge: recorder(InstrumentType.GAUGE),
    createHistogram: recorder(InstrumentType.HISTOGRAM),
    createObservableCounter: observable(InstrumentType.OBSERVABLE_COUNTER),
    createObservableGauge: observable(InstrumentType.OBSERVABLE_GAUGE),
    createObservableUpDownCounter: observable(InstrumentType.OBSERVABLE_UP_DOWN_COUNTER),
    addBatchObservableCallback: (callback, observables) =>
      callbacks.addBatch(callback as never, observables as never),
    removeBatchObservableCallback: (callback, observables) =>
      callbacks.removeBatch(callback as never, observables as never),
  };
}
