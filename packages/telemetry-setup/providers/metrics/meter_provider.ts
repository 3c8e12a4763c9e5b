import {
  type Context,
  context as contextApi,
  createNoopMeter,
  diag,
  type HrTime,
  type Meter,
  type MeterOptions,
  type MeterProvider as ApiMeterProvider,
} from "@opentelemetry/api";
import type { InstrumentationScope } from "@opentelemetry/core";
import { defaultResource } from "@opentelemetry/resources";
import {
  type IMetricReader,
  type MeterProviderOptions as SdkOptions,
  MetricReader,
} from "@opentelemetry/sdk-metrics";
import { currentTime } from "../../clock/current_time.ts";
import { createGuard, type Guard } from "../guard/guard.ts";
import { guardScopeOptions, type ScopeOptions } from "../guard/guard_scope_options.ts";
import { MAX_KEPT_SCOPES } from "../max_kept_scopes.ts";
import { attributesKey } from "./attributes/attributes_key.ts";
import { createMeter } from "./create_meter.ts";
import { createOverflowMeter, OVERFLOW_SCOPE } from "./create_overflow_meter.ts";
import { EXEMPLAR_FILTERS, type ExemplarFilterName } from "./exemplars/exemplar_filter.ts";
import { InstrumentRegistry } from "./instrument_registry.ts";
import { type CollectedScope, MetricCollector } from "./metric_collector.ts";
import type { MetricsSettings } from "./metrics_settings.ts";
import { ObservableCallbacks } from "./observable_callbacks.ts";
import { createView } from "./streams/view.ts";

/** Options of {@linkcode MeterProvider}: those of npm's, and some more. */
export interface MeterProviderOptions extends SdkOptions {
  /** Which measurements may become exemplars. @default "trace_based" */
  readonly exemplarFilter?: ExemplarFilterName;
  /** Told of values that were repaired or left out. @default nobody is */
  readonly guard?: Guard;
  /** The context in which something is measured that is given none. @default the API's active one */
  readonly activeContext?: () => Context;
  /** Seconds and nanoseconds since the Unix epoch. @default currentTime */
  readonly now?: () => HrTime;
  /** From 0 to below 1. @default Math.random */
  readonly random?: () => number;
}

interface Scope extends CollectedScope {
  readonly meter: Meter;
}

/**
 * Makes meters whose instruments cost little, take values of any kind, and never throw. Readers,
 * exporters and views are those of npm's SDK, and what readers collect has its form; data points have
 * exemplars besides.
 *
 * A measurement that is no number, below zero where that cannot be, or not finite where it would
 * spoil a sum, is left out and counted.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/metrics/sdk/#meterprovider}
 *
 * @example
 * ```ts
 * import { AggregationTemporality, InMemoryMetricExporter, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
 * import assert from "node:assert/strict";
 * import { exemplarsOf } from "../../processors/exemplar.ts";
 * import { MeterProvider } from "./meter_provider.ts";
 *
 * const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
 * const reader = new PeriodicExportingMetricReader({ exporter });
 * const provider = new MeterProvider({ readers: [reader], exemplarFilter: "always_on" });
 * provider.getMeter("dice").createCounter("dice.rolls").add(3, { "dice.sides": 6 });
 * await provider.forceFlush();
 * const [point] = exporter.getMetrics()[0]!.scopeMetrics[0]!.metrics[0]!.dataPoints;
 * assert.deepEqual([point!.attributes, point!.value], [{ "dice.sides": 6 }, 3]);
 * assert.deepEqual(exemplarsOf(point!).map(({ value }) => value), [3]);
 * await provider.shutdown();
 * ```
 */
export class MeterProvider implements ApiMeterProvider {
  readonly #settings: MetricsSettings;
  readonly #scopes = new Map<string, Scope>();
  /** Of all further scopes together. */
  #overflow: Meter | undefined;
  #isShutDown = false;

  /**
   * @throws {TypeError} If a view selects nothing in particular, or gives one name to what may be
   * several instruments.
   * @throws {Error} If a reader has a provider already.
   */
  constructor(options: MeterProviderOptions = {}) {
    const { exemplarFilter = "trace_based", readers = [], now = () => currentTime() } = options;
    this.#settings = {
      readers,
      views: (options.views ?? []).map(createView),
      isEligible: exemplarFilter === "always_off" ? undefined : EXEMPLAR_FILTERS[exemplarFilter],
      guard: options.guard ?? createGuard(() => {}),
      activeContext: options.activeContext ?? (() => contextApi.active()),
      now,
      random: options.random,
    };
    const resource = options.resource ?? defaultResource();
    for (const reader of readers) {
      reader.setMetricProducer(
        new MetricCollector(reader, { resource, scopes: this.#scopes, now }),
      );
      if (options.sdkMetricsEnabled === true && reader instanceof MetricReader) {
        reader._setSelfObsMeterProvider(this);
      }
    }
  }

  /** The meter of a scope: the same for the same name, version, schema URL and attributes. */
  getMeter(name: string, version?: string, options?: MeterOptions): Meter {
    if (this.#isShutDown) {
      diag.warn("Cannot give a meter: the provider is shut down");
      return createNoopMeter();
    }
    const { guard } = this.#settings;
    const text = guard.text(name) ?? "";
    if (text === "") diag.warn("A meter was asked for without a name");
    const { schemaUrl, attributes }: ScopeOptions = guardScopeOptions(options, guard);
    const scope: InstrumentationScope & ScopeOptions = {
      name: text,
      version: guard.text(version) ?? "",
      ...schemaUrl !== undefined && { schemaUrl },
      ...attributes && { attributes },
    };
    const key = JSON.stringify([
      scope.name,
      scope.version,
      schemaUrl ?? null,
      attributesKey(attributes ?? {}),
    ]);
    let found = this.#scopes.get(key);
    if (found === undefined) {
      if (this.#scopes.size >= MAX_KEPT_SCOPES) return this.#overflow ??= this.#createOverflow();
      this.#scopes.set(key, found = this.#createScope(scope));
    }
    return found.meter;
  }

  /** Has every reader collect and hand over what there is. */
  async forceFlush(options?: Parameters<IMetricReader["forceFlush"]>[0]): Promise<void> {
    if (this.#isShutDown) {
      diag.warn("Cannot flush metrics: the provider is shut down");
      return;
    }
    await Promise.all(this.#settings.readers.map((reader) => reader.forceFlush(options)));
  }

  /** Shuts every reader down; afterwards there are no more meters. */
  async shutdown(options?: Parameters<IMetricReader["shutdown"]>[0]): Promise<void> {
    if (this.#isShutDown) {
      diag.warn("Cannot shut the meter provider down: it is already");
      return;
    }
    this.#isShutDown = true;
    await Promise.all(this.#settings.readers.map((reader) => reader.shutdown(options)));
  }

  #createOverflow(): Meter {
    diag.warn(
      `Cannot keep more than ${MAX_KEPT_SCOPES} meters: what those of further scopes measure is added up ` +
        `in the scope ${OVERFLOW_SCOPE}, and what they would observe is left out`,
    );
    const scope = this.#createScope({ name: OVERFLOW_SCOPE });
    // No key of another scope is like this.
    this.#scopes.set(OVERFLOW_SCOPE, scope);
    return createOverflowMeter(scope.meter, this.#settings.guard);
  }

  #createScope(scope: InstrumentationScope): Scope {
    const { guard } = this.#settings;
    const registry = new InstrumentRegistry(scope, this.#settings);
    const callbacks = new ObservableCallbacks(guard);
    return { registry, callbacks, meter: createMeter(registry, { callbacks, guard }) };
  }
}
