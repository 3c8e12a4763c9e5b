import type {
  ConfigurationModel,
  LogRecordExporterConfigModel,
  PushMetricExporterConfigModel,
  SpanExporterConfigModel,
} from "@opentelemetry/configuration";
import type { LogRecordProcessor, ReadableLogRecord } from "@opentelemetry/sdk-logs";
import type { MetricReader, ResourceMetrics } from "@opentelemetry/sdk-metrics";
import type { ReadableSpan, SpanProcessor } from "@opentelemetry/sdk-trace";
import manifest from "./deno.json" with { type: "json" };
import type { DeliveryReport } from "./diagnostics/delivery_report.ts";
import { createBatchLogRecordProcessor } from "./processors/batch_log_record_processor.ts";
import { type BatchQueue, createBatchQueue } from "./processors/batch_queue.ts";
import { createBatchSpanProcessor } from "./processors/batch_span_processor.ts";
import { createConsoleLogRecordEncoder } from "./processors/console/console_log_record_encoder.ts";
import { createConsoleMetricsEncoder } from "./processors/console/console_metrics_encoder.ts";
import { createConsoleSpanEncoder } from "./processors/console/console_span_encoder.ts";
import type { Encoder } from "./processors/encoder.ts";
import { createOtlpEncoder } from "./processors/otlp/otlp_encoder.ts";
import { PeriodicMetricReader } from "./processors/periodic_metric_reader.ts";
import { createRecordExporter, type RecordExporter } from "./processors/record_exporter.ts";
import { createSimpleQueue } from "./processors/simple_queue.ts";
import { createConsoleTransport } from "./transports/console_transport.ts";
import type { Delivery } from "./transports/delivery.ts";
import type { Signal, Transport } from "./transports/transport.ts";
import type { OtlpTransportConfig } from "./transports/transport_config.ts";

/** The processors and readers that the configuration asks for, and how to empty them at the end. */
export interface Pipelines {
  readonly spanProcessors: readonly SpanProcessor[];
  readonly logRecordProcessors: readonly LogRecordProcessor[];
  readonly metricReaders: readonly MetricReader[];
  /** Hands everything over to the transports without waiting. */
  flushNow(): void;
}

/** What every exporter model has in common, as far as this distribution acts on it. */
type ExporterModel =
  | SpanExporterConfigModel
  | LogRecordExporterConfigModel
  | PushMetricExporterConfigModel;

/** Sent with each request, as the specification asks: distribution first, then the exporter. */
const USER_AGENT =
  `otel-deno/${manifest.version} OTel-OTLP-Exporter-JavaScript/${manifest.version} Deno/${Deno.version.deno}`;

/**
 * Builds, for each exporter in the configuration, an encoder, a transport and what collects for
 * them.
 *
 * @param delivery Where OTLP transports run; asked for only where there is one.
 */
export function createPipelines(
  config: ConfigurationModel,
  { delivery, report }: { readonly delivery: () => Delivery; readonly report: DeliveryReport },
): Pipelines {
  const flushes: (() => void)[] = [];

  function createExporter<T>(
    signal: Signal,
    model: ExporterModel,
    { encoders, timeoutMillis, countItems }: {
      readonly encoders: {
        readonly console: () => Encoder<T>;
        readonly otlp: (encoding: "protobuf" | "json") => Encoder<T>;
      };
      readonly timeoutMillis: number;
      readonly countItems?: (record: T) => number;
    },
  ): RecordExporter<T> {
    const shared = { signal, report, ...(countItems === undefined ? {} : { countItems }) };
    const config = toTransportConfig(model);
    if (config === undefined) {
      return createRecordExporter({
        ...shared,
        encoder: encoders.console(),
        transport: createConsoleTransport(),
      });
    }
    const transport: Transport = delivery().open(config, timeoutMillis);
    const encoding = model.otlp_http?.encoding ?? "protobuf";
    return createRecordExporter({ ...shared, encoder: encoders.otlp(encoding), transport });
  }

  function createQueue<T>(
    exporter: RecordExporter<T>,
    batch: BatchModel | undefined | null,
  ): BatchQueue<T> {
    if (batch === undefined || batch === null) return createSimpleQueue(exporter.export);
    const queue = createBatchQueue<T>({
      maxQueueSize: batch.max_queue_size ?? 2048,
      maxExportBatchSize: batch.max_export_batch_size ?? 512,
      scheduledDelayMillis: batch.schedule_delay ?? 5000,
      exportBatch: exporter.export,
      onDrop: (count) => exporter.drop(count, "the queue is full"),
    });
    flushes.push(() => queue.flushNow());
    return queue;
  }

  const spanProcessors = (config.tracer_provider?.processors ?? []).map(({ batch, simple }) =>
    createBatchSpanProcessor(createQueue(
      createExporter<ReadableSpan>("traces", (batch ?? simple)?.exporter ?? {}, {
        encoders: {
          console: createConsoleSpanEncoder,
          otlp: (encoding) => createOtlpEncoder("traces", encoding),
        },
        timeoutMillis: orNoLimit(batch?.export_timeout ?? 30_000),
      }),
      batch,
    ))
  );
  const logRecordProcessors = (config.logger_provider?.processors ?? []).map(({ batch, simple }) =>
    createBatchLogRecordProcessor(createQueue(
      createExporter<ReadableLogRecord>("logs", (batch ?? simple)?.exporter ?? {}, {
        encoders: {
          console: createConsoleLogRecordEncoder,
          otlp: (encoding) => createOtlpEncoder("logs", encoding),
        },
        timeoutMillis: orNoLimit(batch?.export_timeout ?? 30_000),
      }),
      batch,
    ))
  );
  const metricReaders = (config.meter_provider?.readers ?? []).flatMap(({ periodic }) => {
    if (periodic === undefined) return [];
    const timeoutMillis = orNoLimit(periodic.timeout ?? 30_000);
    const exporter = createExporter<ResourceMetrics>("metrics", periodic.exporter, {
      encoders: {
        console: createConsoleMetricsEncoder,
        otlp: (encoding) => createOtlpEncoder("metrics", encoding),
      },
      timeoutMillis,
      countItems: countDataPoints,
    });
    const intervalMillis = periodic.interval ?? 60_000;
    const reader = new PeriodicMetricReader(exporter, { intervalMillis, timeoutMillis });
    flushes.push(() => reader.flushNow());
    return [reader];
  });

  return {
    spanProcessors,
    logRecordProcessors,
    metricReaders,
    flushNow: () => flushes.forEach((flush) => flush()),
  };
}

/** A timeout of 0 is none, says the specification; this is the longest that timers know. */
function orNoLimit(timeoutMillis: number): number {
  return timeoutMillis === 0 ? 2 ** 31 - 1 : timeoutMillis;
}

interface BatchModel {
  readonly schedule_delay?: number | null;
  readonly export_timeout?: number | null;
  readonly max_queue_size?: number | null;
  readonly max_export_batch_size?: number | null;
}

/** `undefined` for the console, the only exporter that is not OTLP. */
function toTransportConfig(model: ExporterModel): OtlpTransportConfig | undefined {
  const otlp = model.otlp_grpc ?? model.otlp_http;
  if (otlp === undefined || otlp === null) return undefined;
  return {
    protocol: model.otlp_grpc === undefined ? "http" : "grpc",
    endpoint: otlp.endpoint ?? "",
    headers: Object.fromEntries(
      (otlp.headers ?? []).map(({ name, value }) => [name, value ?? ""]),
    ),
    timeoutMillis: orNoLimit(otlp.timeout ?? 10_000),
    compression: otlp.compression === "gzip" ? "gzip" : "none",
    userAgent: USER_AGENT,
  };
}

function countDataPoints({ scopeMetrics }: ResourceMetrics): number {
  return scopeMetrics
    .flatMap(({ metrics }) => metrics)
    .reduce((sum, { dataPoints }) => sum + dataPoints.length, 0);
}
