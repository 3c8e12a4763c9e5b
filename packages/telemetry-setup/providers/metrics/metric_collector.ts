import type { HrTime } from "@opentelemetry/api";
import type { Resource } from "@opentelemetry/resources";
import type {
  CollectionResult,
  IMetricReader,
  MetricCollectOptions,
  MetricProducer,
} from "@opentelemetry/sdk-metrics";
import type { ImmediateMetricProducer } from "../../processors/immediate_metric_producer.ts";
import type { InstrumentRegistry } from "./instrument_registry.ts";
import type { ObservableCallbacks } from "./observable_callbacks.ts";
import type { Observations } from "./observed_instrument.ts";

/** One scope of a provider. */
export interface CollectedScope {
  readonly registry: InstrumentRegistry;
  readonly callbacks: ObservableCallbacks;
}

/** What is collected, and from when. */
export interface MetricCollectorOptions {
  readonly resource: Resource;
  /** In the order in which they were asked for; more may come. */
  readonly scopes: ReadonlyMap<unknown, CollectedScope>;
  readonly now: () => HrTime;
}

/** Where a reader has its metrics from: the producer that it is given. */
export class MetricCollector implements MetricProducer, ImmediateMetricProducer {
  readonly #reader: IMetricReader;
  readonly #options: MetricCollectorOptions;

  constructor(reader: IMetricReader, options: MetricCollectorOptions) {
    this.#reader = reader;
    this.#options = options;
  }

  async collect({ timeoutMillis }: MetricCollectOptions = {}): Promise<CollectionResult> {
    const observations: Observations = new Map();
    const scopes = Array.from(this.#options.scopes.values());
    const errors = await Promise.all(
      scopes.map(({ callbacks }) => callbacks.observe(observations, timeoutMillis)),
    );
    return this.#read(observations, errors.flat());
  }

  collectNow(): CollectionResult {
    const observations: Observations = new Map();
    const scopes = Array.from(this.#options.scopes.values());
    const errors = scopes.flatMap(({ callbacks }) => callbacks.observeNow(observations));
    return this.#read(observations, errors);
  }

  /** All at one time, so that nothing is measured between two of them. */
  #read(observations: Observations, errors: unknown[]): CollectionResult {
    const { resource, scopes, now } = this.#options;
    const time = now();
    const scopeMetrics = Array.from(scopes.values(), ({ registry }) => ({
      scope: registry.scope,
      metrics: registry.collect(this.#reader, { observations, time }),
    })).filter(({ metrics }) => metrics.length > 0);
    return { resourceMetrics: { resource, scopeMetrics }, errors };
  }
}
