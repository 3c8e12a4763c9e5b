import { diag } from "@opentelemetry/api";
import type {
  ConfigurationModel,
  OtlpGrpcExporterConfigModel,
  OtlpHttpExporterConfigModel,
  PullMetricReaderConfigModel,
  PushMetricExporterConfigModel,
} from "@opentelemetry/configuration";
import type { LogRecordProcessor, ReadableLogRecord } from "@opentelemetry/sdk-logs";
import type { MetricReader, ResourceMetrics } from "@opentelemetry/sdk-metrics";
import type { ReadableSpan, SpanProcessor } from "@opentelemetry/sdk-trace";
import { findComponent } from "./config/find_component.ts";
import { mergeHeaders } from "./config/merge_headers.ts";
import manifest from "./deno.json" with { type: "json" };
import type { DeliveryReport } from "./diagnostics/delivery_report.ts";
import { type NamedExporter, toExporterType } from "./diagnostics/self_metrics/to_exporter_type.ts";
import type { SelfMetrics } from "./diagnostics/self_metrics/self_metrics.ts";
import { createBatchLogRecordProcessor } from "./processors/batch_log_record_processor.ts";
import { type BatchQueue, createBatchQueue } from "./processors/batch_queue.ts";
import { createBatchSpanProcessor } from "./processors/batch_span_processor.ts";
import { createConsoleLogRecordEncoder } from "./processors/console/console_log_record_encoder.ts";
import { createConsoleMetricsEncoder } from "./processors/console/console_metrics_encoder.ts";
import { createConsoleSpanEncoder } from "./processors/console/console_span_encoder.ts";
import type { Encoder } from "./processors/encoder.ts";
import { createEventToSpanEventBridge } from "./processors/event_to_span_event_bridge.ts";
import {
  type AggregationModel,
  createAggregationSelectors,
} from "./processors/create_aggregation_selectors.ts";
import { createLineEncoder } from "./processors/line_encoder.ts";
import { createOtlpEncoder } from "./processors/otlp/otlp_encoder.ts";
import { PeriodicMetricReader } from "./processors/periodic_metric_reader.ts";
import { PrometheusMetricReader } from "./processors/prometheus/prometheus_metric_reader.ts";
import { createRecordExporter, type RecordExporter } from "./processors/record_exporter.ts";
import { createSimpleQueue } from "./processors/simple_queue.ts";
import { splitResourceMetrics } from "./processors/split_resource_metrics.ts";
import { createZipkinEncoder } from "./processors/zipkin/zipkin_encoder.ts";
import { createConsoleTransport } from "./transports/console_transport.ts";
import type { Delivery } from "./transports/delivery.ts";
import { createFileTransport } from "./transports/file_transport.ts";
import { orNoLimit } from "./transports/or_no_limit.ts";
import { createTlsReader } from "./transports/tls_reader.ts";
import { toTransportConfig, type ZipkinExporterModel } from "./transports/to_transport_config.ts";
import type { Signal, Transport } from "./transports/transport.ts";

/** The processors and readers that the configuration asks for, and how to empty them at the end. */
export interface Pipelines {
  readonly spanProcessors: readonly SpanProcessor[];
  readonly logRecordProcessors: readonly LogRecordProcessor[];
  readonly metricReaders: readonly MetricReader[];
  /** Whether an exporter writes there, so that nothing else should. */
  readonly usesStandardOutput: boolean;
  /**
   * Hands everything over to the transports without waiting.
   *
   * @param options.metrics Whether to collect them, once more if need be. @default true
   */
  flushNow(options?: { readonly metrics?: boolean }): void;
}

/** The exporters that push, of all signals. */
interface ExporterModel {
  readonly otlp_http?: OtlpHttpExporterConfigModel;
  readonly otlp_grpc?: OtlpGrpcExporterConfigModel;
  readonly "otlp_file/development"?: { readonly output_stream?: string | null } | null;
  readonly console?: object | null;
  readonly zipkin?: ZipkinExporterModel | null;
}

const [DISTRIBUTION, RUNTIME] = [`otel-deno/${manifest.version}`, `Deno/${Deno.version.deno}`];
const USER_AGENT = `${DISTRIBUTION} ${RUNTIME}`;
/** As the specification asks of exporters for OTLP: distribution first, then the exporter. */
const OTLP_USER_AGENT =
  `${DISTRIBUTION} OTel-OTLP-Exporter-JavaScript/${manifest.version} ${RUNTIME}`;

/**
 * Builds, for each exporter in the configuration, an encoder, a transport and what collects for
 * them.
 *
 * @param delivery Where transports to the network run; asked for only where there is one.
 * @throws {TypeError} If the configuration names a component that is not known.
 */
export function createPipelines(
  config: ConfigurationModel,
  { delivery, report, selfMetrics }: {
    readonly delivery: () => Delivery;
    readonly report: DeliveryReport;
    /** @default nobody counts */
    readonly selfMetrics?: SelfMetrics | undefined;
  },
): Pipelines {
  const flushes: (() => void)[] = [];
  const metricFlushes: (() => void)[] = [];
  const readTls = createTlsReader((message) => diag.warn(message));
  let usesStandardOutput = false;

  function createRoute<T>(
    signal: Signal,
    model: ExporterModel,
    { encoders, timeoutMillis, kind }: RouteOptions<T>,
  ): { readonly encoder: Encoder<T>; readonly transport: Transport } {
    const exporter = findComponent(model, [
      "otlp_http",
      "otlp_grpc",
      "otlp_file/development",
      "console",
      ...encoders.zipkin === undefined ? [] : ["zipkin"] as const,
    ], kind);
    switch (exporter.name) {
      case "console":
        usesStandardOutput = true;
        return { encoder: encoders.console(), transport: createConsoleTransport() };
      case "otlp_file/development": {
        const transport = openStream(exporter.options.output_stream ?? "stdout");
        return { encoder: createLineEncoder(encoders.otlp("json")), transport };
      }
      case "zipkin":
        return {
          encoder: encoders.zipkin!(),
          transport: delivery().open(
            toTransportConfig(exporter, { signal, userAgent: USER_AGENT, headers: {}, readTls }),
            timeoutMillis,
          ),
        };
      default: {
        const encoding = exporter.name === "otlp_http" ? exporter.options.encoding : null;
        const headers = mergeHeaders(exporter.options);
        return {
          encoder: encoders.otlp(encoding ?? "protobuf"),
          transport: delivery().open(
            toTransportConfig(exporter, { signal, userAgent: OTLP_USER_AGENT, headers, readTls }),
            timeoutMillis,
          ),
        };
      }
    }
  }

  function openStream(stream: string): Transport {
    if (stream === "stdout") {
      usesStandardOutput = true;
      return createConsoleTransport();
    }
    const file = URL.parse(stream);
    if (file?.protocol === "file:") {
      return createFileTransport(file, { onFailure: (reason) => diag.warn(reason) });
    }
    throw new TypeError(
      `Cannot write telemetry to ${JSON.stringify(stream)}: expected stdout or file:///path`,
    );
  }

  function createExporter<T>(
    signal: Signal,
    model: ExporterModel,
    options: RouteOptions<T> & {
      readonly countItems?: (record: T) => number;
      readonly split?: (record: T) => readonly [T, T] | undefined;
    },
  ): RecordExporter<T> {
    const { countItems, split } = options;
    const route = createRoute(signal, model, options);
    const { destination } = route.transport;
    return createRecordExporter({
      ...route,
      signal,
      report,
      metrics: selfMetrics?.exporter(signal, {
        type: toExporterType(signal, model as NamedExporter),
        destination,
      }),
      ...(countItems === undefined ? {} : { countItems }),
      ...(split === undefined ? {} : { split }),
    });
  }

  function createQueue<T>(
    signal: "traces" | "logs",
    exporter: RecordExporter<T>,
    batch: BatchModel | undefined,
  ) {
    const kind = signal === "traces" ? "span" : "log";
    const capacity = batch?.max_queue_size ?? 2048;
    const metrics = selfMetrics?.processor(signal, {
      type: `${batch === undefined ? "simple" : "batching"}_${kind}_processor`,
      queue: batch === undefined ? undefined : { capacity, size: () => queue.size },
    });
    const exportBatch = (records: readonly T[]) => {
      metrics?.processed(records.length);
      return exporter.export(records);
    };
    if (batch === undefined) return createSimpleQueue(exportBatch);
    const queue: BatchQueue<T> = createBatchQueue<T>({
      maxQueueSize: capacity,
      maxExportBatchSize: batch.max_export_batch_size ?? 512,
      scheduledDelayMillis: batch.schedule_delay ?? 5000,
      exportBatch,
      onDrop(count) {
        metrics?.processed(count, "queue_full");
        exporter.drop(count, "the queue is full");
      },
    });
    flushes.push(() => queue.flushNow());
    return queue;
  }

  const spanProcessors = (config.tracer_provider?.processors ?? []).map((model) => {
    const { name, options } = findComponent(model, ["batch", "simple"], "span processor");
    const batch = name === "batch" ? options : undefined;
    const exporter = createExporter<ReadableSpan>("traces", options.exporter, {
      encoders: {
        console: createConsoleSpanEncoder,
        otlp: (encoding) => createOtlpEncoder("traces", encoding),
        zipkin: createZipkinEncoder,
      },
      timeoutMillis: orNoLimit(batch?.export_timeout ?? 30_000),
      kind: "span exporter",
    });
    return createBatchSpanProcessor(createQueue("traces", exporter, batch));
  });
  const logRecordProcessors = (config.logger_provider?.processors ?? []).map((model) => {
    const { name, options } = findComponent(
      model,
      ["batch", "simple", "event_to_span_event_bridge/development"],
      "log record processor",
    );
    if (name === "event_to_span_event_bridge/development") return createEventToSpanEventBridge();
    const batch = name === "batch" ? options : undefined;
    const exporter = createExporter<ReadableLogRecord>("logs", options.exporter, {
      encoders: {
        console: createConsoleLogRecordEncoder,
        otlp: (encoding) => createOtlpEncoder("logs", encoding),
      },
      timeoutMillis: orNoLimit(batch?.export_timeout ?? 30_000),
      kind: "log record exporter",
    });
    return createBatchLogRecordProcessor(createQueue("logs", exporter, batch));
  });
  const metricReaders = (config.meter_provider?.readers ?? []).map((model) => {
    const { name, options } = findComponent(model, ["periodic", "pull"], "metric reader");
    if (name === "pull") return createPullReader(options);
    const timeoutMillis = orNoLimit(options.timeout ?? 30_000);
    const exporter = createExporter<ResourceMetrics>("metrics", options.exporter, {
      encoders: {
        console: createConsoleMetricsEncoder,
        otlp: (encoding) => createOtlpEncoder("metrics", encoding),
      },
      timeoutMillis,
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
    metricFlushes.push(() => reader.flushNow());
    return reader;
  });

  return {
    spanProcessors,
    logRecordProcessors,
    metricReaders,
    usesStandardOutput,
    flushNow({ metrics = true } = {}) {
      for (const flush of metrics ? [...flushes, ...metricFlushes] : flushes) flush();
    },
  };
}

/** An exporter for metrics also says how they are brought together. */
function aggregationModel(exporter: PushMetricExporterConfigModel): AggregationModel {
  return exporter.otlp_http ?? exporter.otlp_grpc ?? exporter["otlp_file/development"] ??
    exporter.console ?? {};
}

interface RouteOptions<T> {
  readonly encoders: {
    readonly console: () => Encoder<T>;
    readonly otlp: (encoding: "protobuf" | "json") => Encoder<T>;
    readonly zipkin?: () => Encoder<T>;
  };
  readonly timeoutMillis: number;
  /** What the exporter is called in messages. */
  readonly kind: string;
}

interface BatchModel {
  readonly schedule_delay?: number | null;
  readonly max_queue_size?: number | null;
  readonly max_export_batch_size?: number | null;
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
