import { type Attributes, type HrTime, ValueType } from "@opentelemetry/api";
import type {
  CollectionResult,
  MetricData,
  MetricReader,
  ResourceMetrics,
  ScopeMetrics,
} from "@opentelemetry/sdk-metrics";

/**
 * Collects a reader's metrics without waiting. `MetricReader.collect` of the SDK is asynchronous
 * even where nothing is awaited, and at `Deno.exit` nothing can be awaited; so this walks the state
 * that the pinned version of `@opentelemetry/sdk-metrics` keeps. `undefined` where that state looks
 * otherwise, and then the last interval's points are lost.
 *
 * Asynchronous instruments are observed as far as their callbacks answer before they return. What a
 * callback throws is one of the result's errors, as with `MetricReader.collect`.
 *
 * @param time When the points were collected.
 */
export function collectMetricsNow(
  reader: MetricReader,
  time: HrTime,
): CollectionResult | undefined {
  const collector = (reader as unknown as ReaderState)._sdkMetricProducer;
  const state = collector?._sharedState;
  if (!(state?.meterSharedStates instanceof Map)) return undefined;
  const scopeMetrics: ScopeMetrics[] = [];
  const errors: unknown[] = [];
  try {
    for (const meter of state.meterSharedStates.values() as Iterable<MeterState>) {
      errors.push(...observe(meter, time));
      const metrics = meter.metricStorageRegistry.getStorages(collector)
        .map((storage) => storage.collect(collector, time))
        .filter((metric) => metric !== undefined);
      if (metrics.length > 0) scopeMetrics.push({ scope: meter._instrumentationScope, metrics });
    }
  } catch {
    return undefined;
  }
  return { resourceMetrics: { resource: state.resource, scopeMetrics }, errors };
}

/** Calls the callbacks of a meter's asynchronous instruments; returns what they throw. */
function observe({ observableRegistry }: MeterState, time: HrTime): unknown[] {
  const errors: unknown[] = [];
  const attempt = (callback: () => unknown, measured: readonly Measured[]) => {
    try {
      // Nobody waits for an asynchronous answer, and its failure must not become the application's.
      Promise.resolve(callback()).catch(() => {});
    } catch (error) {
      errors.push(error);
      return;
    }
    for (const { instrument, measurements } of measured) {
      for (const storage of instrument._metricStorages) {
        storage.record({ entries: () => measurements.values() }, time);
      }
    }
  };
  for (const { callback, instrument } of observableRegistry._callbacks) {
    const measured = { instrument, measurements: new Map() };
    attempt(() => callback({ observe: (...values) => measure(measured, ...values) }), [measured]);
  }
  for (const { callback, instruments } of observableRegistry._batchCallbacks) {
    const measured = [...instruments].map((one) => ({ instrument: one, measurements: new Map() }));
    const observe = (instrument: Instrument, value: number, attributes?: Attributes) => {
      const one = measured.find((candidate) => candidate.instrument === instrument);
      if (one !== undefined) measure(one, value, attributes);
    };
    attempt(() => callback({ observe }), measured);
  }
  return errors;
}

/** Takes a measurement as the SDK does: the last one counts, an INT instrument has no fractions. */
function measure(
  { instrument, measurements }: Measured,
  value: number,
  attributes: Attributes = {},
): void {
  const isInteger = instrument._descriptor.valueType === ValueType.INT;
  const measurement = isInteger ? Math.trunc(value) : value;
  if (typeof value !== "number" || (isInteger && !Number.isInteger(measurement))) return;
  const key = JSON.stringify(
    Object.keys(attributes).sort().map((name) => [name, attributes[name]]),
  );
  measurements.set(key, [attributes, measurement]);
}

/** What a callback has observed for an instrument, by the text of the attributes. */
interface Measured {
  readonly instrument: Instrument;
  readonly measurements: Map<string, readonly [Attributes, number]>;
}

// What is used here of the SDK's internal state, as of version 3.1.0.

interface Instrument {
  readonly _descriptor: { readonly valueType: ValueType };
  readonly _metricStorages: readonly {
    record(
      measurements: { entries(): Iterable<readonly [Attributes, number]> },
      time: HrTime,
    ): void;
  }[];
}

interface MeterState {
  readonly _instrumentationScope: ScopeMetrics["scope"];
  readonly metricStorageRegistry: {
    getStorages(collector: unknown): {
      collect(collector: unknown, time: HrTime): MetricData | undefined;
    }[];
  };
  readonly observableRegistry: {
    readonly _callbacks: readonly {
      callback(result: { observe(value: number, attributes?: Attributes): void }): unknown;
      readonly instrument: Instrument;
    }[];
    readonly _batchCallbacks: readonly {
      callback(
        result: { observe(instrument: Instrument, value: number, attributes?: Attributes): void },
      ): unknown;
      readonly instruments: ReadonlySet<Instrument>;
    }[];
  };
}

interface ReaderState {
  readonly _sdkMetricProducer?: {
    readonly _sharedState?: {
      readonly resource: ResourceMetrics["resource"];
      readonly meterSharedStates?: unknown;
    };
  };
}
