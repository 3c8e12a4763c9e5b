import type {
  PeriodicMetricReaderConfigModel,
  PullMetricReaderConfigModel,
  PushMetricExporterConfigModel,
} from "@opentelemetry/configuration";
import type { MetricReader, ResourceMetrics } from "@opentelemetry/sdk-metrics";
import { findComponent } from "./config/find_component.ts";
import type { ExporterFactory } from "./create_exporter_factory.ts";
import { createConsoleMetricsEncoder } from "./processors/console/console_metrics_encoder.ts";
import {
  type AggregationModel,
  createAggregationSelectors,
} from "./processors/create_aggregation_selectors.ts";
import { createOtlpEncoder } from "./processors/otlp/otlp_encoder.ts";
import { PeriodicMetricReader } from "./processors/periodic_metric_reader.ts";
import { PrometheusMetricReader } from "./processors/prometheus/prometheus_metric_reader.ts";
import { splitResourceMetrics } from "./processors/split_resource_metrics.ts";
import { orNoLimit } from "./transports/or_no_limit.ts";

/** A reader, and how it is emptied at the end. */
export interface CreatedMetricReader {
  readonly reader: MetricReader;
  /** Collects and hands over without waiting. */
  flushNow(): void;
}

/**
 * Makes the reader that the configuration asks for, with its exporter where it has one.
 *
 * @throws {TypeError} If the configuration names a component that is not known.
 */
export function createMetricReader(
  model: {
    readonly periodic?: PeriodicMetricReaderConfigModel;
    readonly pull?: PullMetricReaderConfigModel;
  },
  exporters: ExporterFactory,
): CreatedMetricReader {
  const { name, options } = findComponent(model, ["periodic", "pull"], "metric reader");
  if (name === "pull") return { reader: createPullReader(options), flushNow() {} };
  const timeoutMillis = orNoLimit(options.timeout ?? 30_000);
  const exporter = exporters.create<ResourceMetrics>("metrics", options.exporter, {
    encoders: {
      console: createConsoleMetricsEncoder,
      otlp: (encoding) => createOtlpEncoder("metrics", encoding),
    },
    timeoutMillis,
    // Each collection by itself.
    maxItems: 1,
    countItems: countDataPoints,
    split: splitResourceMetrics,
    kind: "metric exporter",
  });
  const reader = new PeriodicMetricReader(exporter, {
    intervalMillis: options.interval ?? 60_000,
    timeoutMillis,
    selectors: createAggregationSelectors({
      ...aggregationModel(options.exporter),
      cardinality_limits: options.cardinality_limits ?? null,
    }),
  });
  return { reader, flushNow: () => reader.flushNow() };
}

/** An exporter for metrics also says how they are brought together. */
function aggregationModel(exporter: PushMetricExporterConfigModel): AggregationModel {
  return exporter.otlp_http ?? exporter.otlp_grpc ?? exporter["otlp_file/development"] ??
    exporter.console ?? {};
}

function createPullReader(model: PullMetricReaderConfigModel): MetricReader {
  const { exporter, cardinality_limits } = model;
  const { options } = findComponent(exporter, ["prometheus/development"], "pull metric exporter");
  const strategy = options.translation_strategy ?? "underscore_escaping_with_suffixes";
  return new PrometheusMetricReader({
    host: options.host ?? "localhost",
    port: options.port ?? 9464,
    scopeLabels: options.scope_info_enabled ?? true,
    targetInfo: options["target_info_enabled/development"] ?? true,
    cardinalitySelector:
      createAggregationSelectors({ cardinality_limits: cardinality_limits ?? null })
        .cardinalitySelector,
    translation: {
      escape: strategy.startsWith("underscore_escaping"),
      suffixes: strategy.includes("_with_suffixes"),
    },
    ...(options.resource_constant_labels
      ? { resourceLabels: options.resource_constant_labels }
      : {}),
  });
}

function countDataPoints({ scopeMetrics }: ResourceMetrics): number {
  return scopeMetrics
    .flatMap(({ metrics }) => metrics)
    .reduce((sum, { dataPoints }) => sum + dataPoints.length, 0);
}
