/**
 * A program with the npm SDK and its own exporters: `npm_sdk_sender.ts PROTOCOL ENDPOINT`. It prints what
 * it sends, a request a line: the signal, and the protobuf message of the SDK's own serializer in base64.
 *
 * @module
 */
import { context, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { SeverityNumber } from "@opentelemetry/api-logs";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { type ExportResult, ExportResultCode, TraceState } from "@opentelemetry/core";
import {
  ProtobufLogsSerializer,
  ProtobufMetricsSerializer,
  ProtobufTraceSerializer,
} from "@opentelemetry/otlp-transformer";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  BatchLogRecordProcessor,
  LoggerProvider,
  type LogRecordExporter,
} from "@opentelemetry/sdk-logs";
import {
  AggregationType,
  MeterProvider,
  PeriodicExportingMetricReader,
  type PushMetricExporter,
} from "@opentelemetry/sdk-metrics";
import { BatchSpanProcessor, type SpanExporter, TracerProvider } from "@opentelemetry/sdk-trace";

const SPANS = 700;
const [protocol = "", endpoint = ""] = Deno.args;

interface Exporter<T> {
  export(items: T, done: (result: ExportResult) => void): void;
}

/** Lets an exporter print before it sends. */
function tell<T>(
  exporter: Exporter<T>,
  { signal, serialize }: {
    readonly signal: string;
    readonly serialize: (items: T) => Uint8Array | undefined;
  },
): void {
  const send = exporter.export.bind(exporter);
  exporter.export = (items, done) => {
    console.log(`${signal} ${serialize(items)!.toBase64()}`);
    send(items, (result) => {
      if (result.code !== ExportResultCode.SUCCESS) console.error(result.error);
      done(result);
    });
  };
}

interface Exporters {
  readonly traces: SpanExporter;
  readonly metrics: PushMetricExporter;
  readonly logs: LogRecordExporter;
}

async function createExporters(): Promise<Exporters> {
  const urlFor = (signal: string) => ({
    url: protocol === "grpc" ? endpoint : `${endpoint}/v1/${signal}`,
  });
  switch (protocol) {
    case "grpc": {
      const { OTLPTraceExporter } = await import("@opentelemetry/exporter-trace-otlp-grpc");
      const { OTLPMetricExporter } = await import("@opentelemetry/exporter-metrics-otlp-grpc");
      const { OTLPLogExporter } = await import("@opentelemetry/exporter-logs-otlp-grpc");
      return {
        traces: new OTLPTraceExporter(urlFor("traces")),
        metrics: new OTLPMetricExporter(urlFor("metrics")),
        logs: new OTLPLogExporter(urlFor("logs")),
      };
    }
    case "http/json": {
      const { OTLPTraceExporter } = await import("@opentelemetry/exporter-trace-otlp-http");
      const { OTLPMetricExporter } = await import("@opentelemetry/exporter-metrics-otlp-http");
      const { OTLPLogExporter } = await import("@opentelemetry/exporter-logs-otlp-http");
      return {
        traces: new OTLPTraceExporter(urlFor("traces")),
        metrics: new OTLPMetricExporter(urlFor("metrics")),
        logs: new OTLPLogExporter(urlFor("logs")),
      };
    }
    default: {
      const { OTLPTraceExporter } = await import("@opentelemetry/exporter-trace-otlp-proto");
      const { OTLPMetricExporter } = await import("@opentelemetry/exporter-metrics-otlp-proto");
      const { OTLPLogExporter } = await import("@opentelemetry/exporter-logs-otlp-proto");
      return {
        traces: new OTLPTraceExporter(urlFor("traces")),
        metrics: new OTLPMetricExporter(urlFor("metrics")),
        logs: new OTLPLogExporter(urlFor("logs")),
      };
    }
  }
}

context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
const exporters = await createExporters();
const resource = resourceFromAttributes(
  { "service.name": "npm-sdk", "service.instance.id": `npm-${protocol}`, list: ["a", "ü"] },
  { schemaUrl: "https://opentelemetry.io/schemas/1.45.0" },
);
tell(exporters.traces, {
  signal: "traces",
  serialize: (spans) => ProtobufTraceSerializer.serializeRequest(spans),
});
tell(exporters.metrics, {
  signal: "metrics",
  serialize: (metrics) => ProtobufMetricsSerializer.serializeRequest(metrics),
});
tell(exporters.logs, {
  signal: "logs",
  serialize: (records) => ProtobufLogsSerializer.serializeRequest(records),
});
const tracers = new TracerProvider({
  resource,
  spanProcessors: [new BatchSpanProcessor({ exporter: exporters.traces })],
});
const meters = new MeterProvider({
  resource,
  readers: [new PeriodicExportingMetricReader({ exporter: exporters.metrics })],
  views: [{
    instrumentName: "spread",
    aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM },
  }],
});
const loggers = new LoggerProvider({
  resource,
  processors: [new BatchLogRecordProcessor({ exporter: exporters.logs })],
});

const tracer = tracers.getTracer("sender", "1.2.3", { schemaUrl: "https://example.org/scope" });
const meter = meters.getMeter("sender", "1.2.3");
const logger = loggers.getLogger("sender", "1.2.3");
const rolls = meter.createCounter("rolls", { unit: "{roll}", description: "How many" });
const open = meter.createUpDownCounter("open");
const level = meter.createGauge("level", { unit: "Cel" });
const wait = meter.createHistogram("wait", { unit: "s" });
const spread = meter.createHistogram("spread");
meter.createObservableGauge("observed").addCallback((result) => result.observe(0.1, { a: true }));

const remote = trace.setSpanContext(context.active(), {
  traceId: "0af7651916cd43dd8448eb211c80319c",
  spanId: "b7ad6b7169203331",
  traceFlags: 1,
  isRemote: true,
  traceState: new TraceState("rojo=00f067aa0ba902b7,congo=t61"),
});
let before = trace.getSpanContext(remote)!;
for (let index = 0; index < SPANS; index++) {
  const span = tracer.startSpan(`step ${index} 🎲`, {
    kind: [SpanKind.SERVER, SpanKind.CLIENT, SpanKind.INTERNAL][index % 3]!,
    attributes: { index, ratio: index / 7, even: index % 2 === 0, list: [1, 2], text: "<b>\u202e" },
    links: [{ context: before, attributes: { reason: "before" } }],
  }, index % 5 === 0 ? remote : context.active());
  before = span.spanContext();
  span.addEvent("half way", { at: -1 });
  if (index % 10 === 0) {
    span.recordException(new Error(`no dice ${index}`));
    span.setStatus({ code: SpanStatusCode.ERROR, message: "no dice" });
  }
  context.with(trace.setSpan(context.active(), span), () => {
    rolls.add(1, { "roll.value": index % 6 });
    open.add(index % 2 === 0 ? 1 : -1);
    level.record(-index / 2);
    wait.record(index / 100, { even: index % 2 === 0 });
    spread.record(index);
    logger.emit({
      severityNumber: SeverityNumber.WARN,
      severityText: "WARN",
      eventName: "rolled",
      body: { text: `roll ${index}`, bytes: new Uint8Array([0, 255]), list: [1, "two", []] },
      attributes: { index },
    });
  });
  span.end();
  // What is over the limit of a batch would be dropped by the SDK.
  if (index % 200 === 199) await Promise.all([tracers.forceFlush(), loggers.forceFlush()]);
}
await Promise.all([tracers.shutdown(), meters.shutdown(), loggers.shutdown()]);
