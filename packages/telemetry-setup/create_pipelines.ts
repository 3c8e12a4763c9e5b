import type { ConfigurationModel } from "@opentelemetry/configuration";
import type { LogRecordProcessor, ReadableLogRecord } from "@opentelemetry/sdk-logs";
import type { MetricReader } from "@opentelemetry/sdk-metrics";
import type { ReadableSpan, SpanProcessor } from "@opentelemetry/sdk-trace";
import { DEFAULT_BATCH_SIZE } from "./config/resolve/default_batch_size.ts";
import { findComponent } from "./config/find_component.ts";
import { createExporterFactory, type ExporterParts } from "./create_exporter_factory.ts";
import { createMetricReader } from "./create_metric_reader.ts";
import { createBatchLogRecordProcessor } from "./processors/batch_log_record_processor.ts";
import { type BatchQueue, createBatchQueue } from "./processors/batch_queue.ts";
import { createBatchSpanProcessor } from "./processors/batch_span_processor.ts";
import { createConsoleLogRecordEncoder } from "./processors/console/console_log_record_encoder.ts";
import { createConsoleSpanEncoder } from "./processors/console/console_span_encoder.ts";
import { createEventToSpanEventBridge } from "./processors/event_to_span_event_bridge.ts";
import type { PutRequest } from "./processors/otlp/flat/flat_collector.ts";
import { createFlatLogRecordCollector } from "./processors/otlp/logs/flat_log_record_collector.ts";
import { createOtlpEncoder } from "./processors/otlp/otlp_encoder.ts";
import { createFlatSpanCollector } from "./processors/otlp/spans/flat_span_collector.ts";
import type { RecordCollector } from "./processors/record_collector.ts";
import type { RecordExporter } from "./processors/record_exporter.ts";
import { createSimpleQueue } from "./processors/simple_queue.ts";
import { createZipkinEncoder } from "./processors/zipkin/zipkin_encoder.ts";

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

/** What the pipelines are built of. */
export interface PipelineParts extends ExporterParts {
  /**
   * Whether spans of this distribution's tracer are encoded as soon as they end. Not so where others
   * may still change them: processors of the user's. @default false
   */
  readonly encodesSpansAtEnd?: boolean;
  /** The same of log records, as soon as they are emitted. @default false */
  readonly encodesLogsAtEmit?: boolean;
}

interface BatchModel {
  readonly schedule_delay?: number | null;
  readonly export_timeout?: number | null;
  /** `null` where nobody has set it. */
  readonly max_queue_size?: number | null;
  /** `null` where nobody has set it. */
  readonly max_export_batch_size?: number | null;
}

/** How long records wait here, in milliseconds, where they are on disk once they are handed over. */
const MAX_WAIT_BEFORE_DISK_MS = 50;
/**
 * How long a full batch waits for more, in milliseconds, where nobody has said how large one may be. To
 * wake the other thread and to send a request costs the same for few records and for many.
 */
const JOIN_MS = 100;

/**
 * Builds, for each exporter in the configuration, an encoder, a route and what collects for them.
 *
 * @throws {TypeError} If the configuration names a component that is not known.
 */
export function createPipelines(config: ConfigurationModel, parts: PipelineParts): Pipelines {
  const { selfMetrics, encodesSpansAtEnd = false, encodesLogsAtEmit = false } = parts;
  const exporters = createExporterFactory(parts);
  const flushes: (() => void)[] = [];

  function createQueue<T>(
    signal: "traces" | "logs",
    exporter: RecordExporter<T>,
    { batch, createCollector }: {
      readonly batch: BatchModel | undefined;
      readonly createCollector?: ((put: PutRequest) => RecordCollector<T>) | undefined;
    },
  ) {
    const kind = signal === "traces" ? "span" : "log";
    const maxQueueSize = batch?.max_queue_size ?? undefined;
    const { route } = exporter;
    const metrics = selfMetrics?.processor(signal, {
      type: `${batch === undefined ? "simple" : "batching"}_${kind}_processor`,
      queue: batch === undefined ? undefined : {
        capacity: maxQueueSize,
        size: () => queue.size + route.waitingItems,
      },
    });
    const handOver = (records: readonly T[], lingerMillis: number) => {
      metrics?.processed(records.length);
      exporter.export(records, lingerMillis);
    };
    const flush = () => exporter.flush();
    if (batch === undefined) return createSimpleQueue<T>({ handOver, flush });
    const collector = createCollector?.((request, about) => {
      metrics?.processed(about.itemCount);
      exporter.exportEncoded(request, about);
    });
    const queue: BatchQueue<T> = createBatchQueue<T>({
      collector,
      maxExportBatchSize: maxBatchSize(batch),
      scheduledDelayMillis: batch.schedule_delay ?? 5000,
      ...(isSizeFree(batch) ? { joinMillis: JOIN_MS } : {}),
      ...(route.isDurable ? { maxWaitHereMillis: MAX_WAIT_BEFORE_DISK_MS } : {}),
      ...(maxQueueSize === undefined
        ? {}
        : { limit: { maxQueueSize, waitingElsewhere: () => route.waitingItems } }),
      handOver,
      flush,
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
    const batch: BatchModel | undefined = name === "batch" ? options : undefined;
    const exporter = exporters.create<ReadableSpan>("traces", options.exporter, {
      encoders: {
        console: createConsoleSpanEncoder,
        otlp: (encoding) => createOtlpEncoder("traces", encoding),
        zipkin: createZipkinEncoder,
      },
      timeoutMillis: batch?.export_timeout ?? 30_000,
      maxItems: maxBatchSize(batch),
      kind: "span exporter",
    });
    const isFlat = encodesSpansAtEnd && isProtobuf(exporter);
    const createCollector = isFlat ? createFlatSpanCollector : undefined;
    return createBatchSpanProcessor(createQueue("traces", exporter, { batch, createCollector }));
  });
  const logRecordProcessors = (config.logger_provider?.processors ?? []).map((model) => {
    const { name, options } = findComponent(
      model,
      ["batch", "simple", "event_to_span_event_bridge/development"],
      "log record processor",
    );
    if (name === "event_to_span_event_bridge/development") return createEventToSpanEventBridge();
    const batch: BatchModel | undefined = name === "batch" ? options : undefined;
    const exporter = exporters.create<ReadableLogRecord>("logs", options.exporter, {
      encoders: {
        console: createConsoleLogRecordEncoder,
        otlp: (encoding) => createOtlpEncoder("logs", encoding),
      },
      timeoutMillis: batch?.export_timeout ?? 30_000,
      maxItems: maxBatchSize(batch),
      kind: "log record exporter",
    });
    const isFlat = encodesLogsAtEmit && isProtobuf(exporter);
    const createCollector = isFlat ? createFlatLogRecordCollector : undefined;
    return createBatchLogRecordProcessor(createQueue("logs", exporter, { batch, createCollector }));
  });
  const metricReaders = (config.meter_provider?.readers ?? [])
    .map((model) => createMetricReader(model, exporters));

  return {
    spanProcessors,
    logRecordProcessors,
    metricReaders: metricReaders.map(({ reader }) => reader),
    usesStandardOutput: exporters.usesStandardOutput,
    flushNow({ metrics = true } = {}) {
      for (const flush of flushes) flush();
      if (metrics) { for (const { flushNow } of metricReaders) flushNow(); }
    },
  };
}

function isSizeFree({ max_export_batch_size, max_queue_size }: BatchModel): boolean {
  return (max_export_batch_size ?? null) === null && (max_queue_size ?? null) === null;
}

function isProtobuf({ contentType }: RecordExporter<never>): boolean {
  return contentType === "application/x-protobuf";
}

/** Without a batch processor, records that wait may be sent together nevertheless. */
function maxBatchSize(batch: BatchModel | undefined): number {
  return batch?.max_export_batch_size ?? DEFAULT_BATCH_SIZE;
}
