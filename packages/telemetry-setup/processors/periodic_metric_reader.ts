import { diag } from "@opentelemetry/api";
import {
  type CollectionResult,
  type MetricProducer,
  MetricReader,
  type ResourceMetrics,
} from "@opentelemetry/sdk-metrics";
import type { AggregationSelectors } from "./create_aggregation_selectors.ts";
import type { ImmediateMetricProducer } from "./immediate_metric_producer.ts";
import type { RecordExporter } from "./record_exporter.ts";

/** Options of {@linkcode PeriodicMetricReader}; times are in milliseconds. */
export interface PeriodicMetricReaderOptions {
  readonly intervalMillis: number;
  /** How long asynchronous instruments may take to answer. */
  readonly timeoutMillis: number;
  /** How each kind of instrument is aggregated. @default as the SDK does, cumulatively */
  readonly selectors?: AggregationSelectors;
}

/** Where metrics go. */
export type MetricSink = Pick<RecordExporter<ResourceMetrics>, "export" | "flush">;

/**
 * Collects and exports metrics at an interval, and once more at the end. A class only because the
 * SDK's readers are one.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/metrics/sdk/#periodic-exporting-metricreader}
 */
export class PeriodicMetricReader extends MetricReader {
  readonly #exporter: MetricSink;
  readonly #options: PeriodicMetricReaderOptions;
  #producer: (MetricProducer & Partial<ImmediateMetricProducer>) | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  /** From the binding to a provider until the last export is done. */
  #running = false;
  /** Collections that are waiting or under way. */
  #collections = 0;
  #last: Promise<void> = Promise.resolve();

  constructor(exporter: MetricSink, options: PeriodicMetricReaderOptions) {
    super({ ...options.selectors, otelComponentType: "periodic_metric_reader" });
    this.#exporter = exporter;
    this.#options = options;
  }

  override setMetricProducer(producer: MetricProducer): void {
    super.setMetricProducer(producer);
    this.#producer = producer;
  }

  /** Hands the current metrics over without waiting: for the end of the process. */
  flushNow(): void {
    if (!this.#running) return;
    try {
      const result = this.#producer?.collectNow?.();
      if (result !== undefined) return this.#export(result);
      diag.warn(
        "Cannot collect metrics at the end of the process: the provider has to be waited for",
      );
    } catch (error) {
      diag.warn("Cannot collect metrics at the end of the process:", error);
    }
  }

  protected override onInitialized(): void {
    this.#running = true;
    this.#timer = setInterval(() => {
      // Slow instruments make longer intervals, not a queue. Nobody waits for the receiver.
      if (this.#collections === 0) this.#collect();
    }, this.#options.intervalMillis);
    this.#timer.unref();
  }

  protected override async onForceFlush(): Promise<void> {
    await this.#collect();
    await this.#exporter.flush();
  }

  protected override async onShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.onForceFlush();
    this.#running = false;
  }

  /** One after the other, so that collections never overlap. */
  #collect(): Promise<void> {
    this.#collections++;
    return this.#last = this.#last.then(async () => {
      try {
        const { timeoutMillis } = this.#options;
        this.#export(await this.collect({ timeoutMillis }));
      } catch (error) {
        diag.warn("Cannot collect metrics:", error);
      } finally {
        this.#collections--;
      }
    });
  }

  #export({ resourceMetrics, errors }: CollectionResult): void {
    for (const error of errors) diag.warn("Cannot observe an asynchronous instrument:", error);
    this.#exporter.export([resourceMetrics]);
  }
}
