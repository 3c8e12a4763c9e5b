// Hot path: what it makes an instrument of runs once a measurement.
import { createNoopMeter, type Meter, type MetricOptions } from "@opentelemetry/api";
import { InstrumentType } from "@opentelemetry/sdk-metrics";
import type { Guard } from "../guard/guard.ts";
import type { InstrumentRegistry } from "./instrument_registry.ts";
import type { ObservableCallbacks } from "./observable_callbacks.ts";

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

  function measureOf(name: string, type: InstrumentType, options: MetricOptions | undefined) {
    const { recorder } = registry.find(name, { type, options });
    const measure: ReturnType<Meter["createCounter"]>["add"] = (value, attributes, context) =>
      recorder.record(value, attributes, context);
    return recorder.streams.length === 0 ? undefined : measure;
  }

  function adder(type: InstrumentType) {
    return (name: string, options?: MetricOptions) =>
      guard.attempt(() => {
        const add = measureOf(name, type, options);
        return add === undefined ? undefined : { add };
      }, undefined) ?? noop.createCounter(name);
  }

  function recorder(type: InstrumentType) {
    return (name: string, options?: MetricOptions) =>
      guard.attempt(() => {
        const record = measureOf(name, type, options);
        return record === undefined ? undefined : { record };
      }, undefined) ?? noop.createHistogram(name);
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
