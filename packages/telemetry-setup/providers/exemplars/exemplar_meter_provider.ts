// Hot path: record() of a storage runs for every measurement.
import {
  type Attributes,
  type Context,
  context,
  diag,
  type Meter,
  trace,
} from "@opentelemetry/api";
import { MeterProvider, type MeterProviderOptions, MetricReader } from "@opentelemetry/sdk-metrics";
import { type Aggregator, type CurrentMeasurement, withExemplars } from "./exemplar_aggregator.ts";
import { EXEMPLAR_FILTERS, type ExemplarFilterName } from "./exemplar_filter.ts";

/** Options of {@linkcode ExemplarMeterProvider}. */
export interface ExemplarMeterProviderOptions extends MeterProviderOptions {
  /** Which measurements may become exemplars. @default "trace_based" */
  readonly exemplarFilter?: ExemplarFilterName;
  /** From 0 to below 1. @default Math.random */
  readonly random?: () => number;
}

/**
 * The SDK's meter provider, whose data points have exemplars, which the SDK does not take. Readers,
 * views and exporters are as with the SDK: an exemplar is one more property of a data point.
 *
 * Synchronous instruments only: what is observed asynchronously is measured in no span. With
 * `always_off` it is the SDK's meter provider and nothing more.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/metrics/sdk/#exemplar}
 *
 * @example
 * ```ts
 * import { AggregationTemporality, InMemoryMetricExporter, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
 * import assert from "node:assert/strict";
 * import { exemplarsOf } from "../../processors/exemplar.ts";
 * import { ExemplarMeterProvider } from "./exemplar_meter_provider.ts";
 *
 * const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
 * const reader = new PeriodicExportingMetricReader({ exporter });
 * const provider = new ExemplarMeterProvider({ readers: [reader], exemplarFilter: "always_on" });
 * provider.getMeter("dice").createCounter("dice.rolls").add(3);
 * await provider.forceFlush();
 * const [point] = exporter.getMetrics()[0]!.scopeMetrics[0]!.metrics[0]!.dataPoints;
 * assert.deepEqual(exemplarsOf(point!).map(({ value }) => value), [3]);
 * await provider.shutdown();
 * ```
 */
export class ExemplarMeterProvider extends MeterProvider {
  readonly #filterName: ExemplarFilterName;
  readonly #random: (() => number) | undefined;
  readonly #adapted = new WeakSet<object>();

  constructor(options: ExemplarMeterProviderOptions = {}) {
    // The SDK would begin with it, and so ask for a meter, before this object is complete.
    super({ ...options, sdkMetricsEnabled: false });
    this.#filterName = options.exemplarFilter ?? "trace_based";
    this.#random = options.random;
    if (options.sdkMetricsEnabled !== true) return;
    for (const reader of options.readers ?? []) {
      if (reader instanceof MetricReader) reader._setSelfObsMeterProvider(this);
    }
  }

  override getMeter(...args: Parameters<MeterProvider["getMeter"]>): Meter {
    const meter = super.getMeter(...args);
    if (this.#filterName === "always_off" || this.#adapted.has(meter)) return meter;
    this.#adapted.add(meter);
    const registry = (meter as MeterState)._meterSharedState?.metricStorageRegistry;
    // A meter that records nothing has none.
    if (registry !== undefined) this.#adapt(registry);
    return meter;
  }

  /** Storages are registered before anything is recorded. */
  #adapt(registry: StorageRegistry): void {
    const { register, registerForCollector } = registry;
    registry.register = (storage) => {
      this.#takeExemplars(storage);
      register.call(registry, storage);
    };
    registry.registerForCollector = (collector, storage) => {
      this.#takeExemplars(storage);
      registerForCollector.call(registry, collector, storage);
    };
  }

  #takeExemplars(storage: SyncStorage): void {
    // Only storages of synchronous instruments have this property.
    if (!("hasAttributeProcessor" in storage)) return;
    const { _deltaMetricStorage: delta, _temporalMetricStorage: temporal } = storage;
    if (delta?._aggregator === undefined || temporal?._aggregator === undefined) {
      diag.warn("Cannot take exemplars: the metrics SDK is not the version that is known");
      return;
    }
    if (delta._aggregator.kind === 0) return;
    const current: Writable<CurrentMeasurement> = {
      eligible: false,
      attributes: {},
      time: 0,
      spanContext: undefined,
    };
    const options = { current, random: this.#random };
    delta._aggregator = temporal._aggregator = withExemplars(delta._aggregator, options);
    const isEligible = EXEMPLAR_FILTERS[this.#filterName];
    const { record } = storage;
    storage.record = (value, attributes, given, time) => {
      const spanContext = trace.getSpanContext(given ?? context.active());
      if (!isEligible(spanContext)) return record.call(storage, value, attributes, given, time);
      current.eligible = true;
      current.attributes = attributes;
      current.time = time;
      current.spanContext = spanContext;
      try {
        record.call(storage, value, attributes, given, time);
      } finally {
        current.eligible = false;
      }
    };
  }
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

// What is used here of the SDK's internal state, as of version 3.1.0.

interface MeterState extends Meter {
  readonly _meterSharedState?: { readonly metricStorageRegistry: StorageRegistry };
}

interface StorageRegistry {
  register(storage: SyncStorage): void;
  registerForCollector(collector: unknown, storage: SyncStorage): void;
}

interface SyncStorage {
  readonly _deltaMetricStorage?: { _aggregator?: Aggregator };
  readonly _temporalMetricStorage?: { _aggregator?: Aggregator };
  record(value: number, attributes: Attributes, context: Context | undefined, time: number): void;
}
