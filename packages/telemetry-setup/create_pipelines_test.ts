import { ROOT_CONTEXT, trace } from "@opentelemetry/api";
import type { ConfigurationModel } from "@opentelemetry/configuration";
import { LoggerProvider, type LogRecordProcessor } from "@opentelemetry/sdk-logs";
import {
  AggregationTemporality,
  AggregationType,
  InstrumentType,
  type MetricReader,
} from "@opentelemetry/sdk-metrics";
import { type ReadableSpan, TracerProvider } from "@opentelemetry/sdk-trace";
import assert from "node:assert/strict";
import { decodeLogs, decodeTraces } from "@otel-deno/otlp";
import { createPipelines, type PipelineParts } from "./create_pipelines.ts";
import { createDeliveryReport } from "./diagnostics/delivery_report.ts";
import { createGuard } from "./providers/guard/guard.ts";
import { LoggerProvider as RecordingLoggerProvider } from "./providers/logs/logger_provider.ts";
import type { RecordingSpan } from "./providers/traces/recording_span.ts";
import { RecordingTracerProvider } from "./providers/traces/recording_tracer_provider.ts";
import type { Delivery } from "./transports/delivery.ts";
import type { OtlpTransportConfig } from "./transports/transport_config.ts";

type Exporter = { readonly [name: string]: object | null };

Deno.test("createPipelines() names the known components, when one is not known", () => {
  const cases: [ConfigurationModel, RegExp][] = [
    [traces({ kafka: {} }), /span exporter: "kafka" is not known; known are .*console, zipkin$/],
    [logs({ zipkin: {} }), /log record exporter: "zipkin" is not known; known are .*console$/],
    [metrics({ kafka: {} }), /metric exporter: "kafka" is not known; known are .*console$/],
    [
      { tracer_provider: { processors: [{ tail: {} }] } },
      /span processor: "tail" is not known; known are batch, simple$/,
    ],
    [
      { meter_provider: { readers: [{ pull: { exporter: { statsd: {} } } }] } },
      /pull metric exporter: "statsd" is not known; known are prometheus\/development$/,
    ],
    [
      { meter_provider: { readers: [{}] } },
      /metric reader: none is named; known are periodic, pull/,
    ],
  ];
  for (const [config, message] of cases) {
    assert.throws(() => create(config), { name: "TypeError", message });
  }
});

Deno.test("createPipelines() takes an exporter without options, as a file's null", () => {
  const { opened } = create(traces({ otlp_grpc: null }, { otlp_http: null }, { zipkin: null }));
  assert.deepEqual(opened.map(({ protocol, endpoint }) => [protocol, endpoint]), [
    ["grpc", "http://localhost:4317"],
    ["http", "http://localhost:4318/v1/traces"],
    ["http", "http://localhost:9411/api/v2/spans"],
  ]);
});

Deno.test("createPipelines() exports each record to every exporter, when there are several", () => {
  const { pipelines, sent } = create(traces(
    { otlp_http: { encoding: "json" } },
    { otlp_grpc: {} },
    { zipkin: { endpoint: "http://zipkin:9411/api/v2/spans", timeout: 500 } },
  ));
  startAndEndSpan(pipelines);
  assert.deepEqual(sent.map(({ destination, contentType }) => [destination, contentType]), [
    ["http://localhost:4318/v1/traces", "application/json"],
    ["http://localhost:4317", "application/x-protobuf"],
    ["http://zipkin:9411/api/v2/spans", "application/json"],
  ]);
  const [span] = JSON.parse(new TextDecoder().decode(sent[2]!.payload));
  assert.equal(span.name, "roll");
});

Deno.test("createPipelines() encodes spans as they end in protobuf, where nobody else reads them", () => {
  const config = traces({ otlp_http: {} }, { otlp_http: { encoding: "json" } });
  for (const [encodesSpansAtEnd, isRead] of [[true, false], [false, true]]) {
    const { pipelines, sent } = create(traces({ otlp_http: {} }), {
      encodesSpansAtEnd: encodesSpansAtEnd!,
    });
    const tracer = providerOf(pipelines).getTracer("dice");
    const span = tracer.startSpan("roll", { attributes: { "dice.sides": 6 } }) as RecordingSpan;
    span.end();
    pipelines.flushNow();
    assert.equal(span.attributeObject !== undefined, isRead);
    const [resourceSpans] = decodeTraces(sent[0]!.payload, "protobuf").resourceSpans;
    assert.deepEqual(resourceSpans?.scopeSpans[0]?.spans[0]?.attributes, [
      { key: "dice.sides", value: { intValue: 6n } },
    ]);
  }
  const { pipelines, sent } = create(config, { encodesSpansAtEnd: true });
  providerOf(pipelines).getTracer("dice").startSpan("roll").end();
  pipelines.flushNow();
  assert.deepEqual(sent.map(({ contentType, itemCount }) => [contentType, itemCount]), [
    ["application/x-protobuf", 1],
    ["application/json", 1],
  ]);
});

Deno.test("createPipelines() encodes log records as they are emitted in protobuf, where nobody else reads them", () => {
  const config = {
    logger_provider: {
      processors: [{}, { encoding: "json" as const }].map((otlp_http) => ({
        batch: { exporter: { otlp_http } },
      })),
    },
  };
  for (const encodesLogsAtEmit of [true, false]) {
    const { pipelines, sent } = create(config, { encodesLogsAtEmit });
    const change: LogRecordProcessor = {
      onEmit: (record) => void record.setBody("changed"),
      forceFlush: () => Promise.resolve(),
      shutdown: () => Promise.resolve(),
    };
    new RecordingLoggerProvider({
      processors: [...pipelines.logRecordProcessors, change],
      guard: createGuard(() => {}),
    }).getLogger("dice").emit({ body: "rolled" });
    pipelines.flushNow();
    const [protobuf, json] = sent;
    // What a processor does to it later does not matter any more.
    assert.deepEqual(
      decodeLogs(protobuf!.payload, "protobuf").resourceLogs[0]?.scopeLogs[0]?.logRecords[0]?.body,
      { stringValue: encodesLogsAtEmit ? "rolled" : "changed" },
    );
    assert.deepEqual(
      decodeLogs(json!.payload, "json").resourceLogs[0]?.scopeLogs[0]?.logRecords[0]?.body,
      { stringValue: "changed" },
    );
  }
});

Deno.test("createPipelines() tells the receiver who exports, and that Zipkin is not sent OTLP", () => {
  const { opened } = create(traces({ otlp_http: {} }, { zipkin: {} }));
  assert.match(
    opened[0]!.userAgent,
    /^otel-deno\/\S+ OTel-OTLP-Exporter-JavaScript\/\S+ Deno\/\S+$/,
  );
  assert.match(opened[1]!.userAgent, /^otel-deno\/\S+ Deno\/\S+$/);
});

Deno.test("createPipelines() merges headers with the list of headers", () => {
  const headers = [{ name: "a", value: "1" }];
  const { opened } = create(traces({ otlp_http: { headers, headers_list: "a=2,b=3" } }));
  assert.deepEqual(opened[0]!.headers, { a: "1", b: "3" });
});

Deno.test("createPipelines() keeps standard output for telemetry, when an exporter writes there", () => {
  const uses = (config: ConfigurationModel) => create(config).pipelines.usesStandardOutput;
  assert.equal(uses(traces({ console: {} })), true);
  assert.equal(uses(logs({ "otlp_file/development": null })), true);
  assert.equal(uses(metrics({ "otlp_file/development": { output_stream: "stdout" } })), true);
  assert.equal(uses(metrics({ otlp_http: {} })), false);
  assert.equal(uses({}), false);
});

Deno.test("createPipelines() takes no stream that is neither stdout nor a file", () => {
  for (const output_stream of ["stderr", "/tmp/spans.jsonl", "https://example.org/"]) {
    assert.throws(() => create(traces({ "otlp_file/development": { output_stream } })), {
      name: "TypeError",
      message: `Cannot write telemetry to "${output_stream}": expected stdout or file:///path`,
    });
  }
});

Deno.test("createPipelines() takes a processor without an exporter, and shows events on spans", () => {
  const { pipelines } = create({
    logger_provider: { processors: [{ "event_to_span_event_bridge/development": null }] },
  });
  const logs = new LoggerProvider({ processors: [...pipelines.logRecordProcessors] });
  const span = new TracerProvider().getTracer("dice").startSpan("roll");
  const context = trace.setSpan(ROOT_CONTEXT, span);
  logs.getLogger("dice").emit({ eventName: "dice.rolled", context });
  assert.equal((span as unknown as ReadableSpan).events[0]?.name, "dice.rolled");
});

Deno.test("createPipelines() limits the cardinality of readers that push and that are asked", () => {
  const { pipelines } = create({
    meter_provider: {
      readers: [
        { periodic: { exporter: { otlp_http: {} }, cardinality_limits: { default: 7 } } },
        { pull: { exporter: PROMETHEUS, cardinality_limits: { default: 7, counter: 3 } } },
        { pull: { exporter: PROMETHEUS } },
      ],
    },
  });
  const limits = pipelines.metricReaders.map((reader) =>
    [InstrumentType.COUNTER, InstrumentType.GAUGE].map((type) =>
      reader.selectCardinalityLimit(type)
    )
  );
  assert.deepEqual(limits, [[7, 7], [3, 7], [2000, 2000]]);
});

const PROMETHEUS: Exporter = { "prometheus/development": { port: 0 } };
const traces = (...exporters: readonly Exporter[]): ConfigurationModel => ({
  tracer_provider: { processors: exporters.map((exporter) => ({ batch: { exporter } })) },
});
const logs = (...exporters: readonly Exporter[]): ConfigurationModel => ({
  logger_provider: { processors: exporters.map((exporter) => ({ simple: { exporter } })) },
});
const metrics = (...exporters: readonly Exporter[]): ConfigurationModel => ({
  meter_provider: { readers: exporters.map((exporter) => ({ periodic: { exporter } })) },
});

interface Sent {
  readonly destination: string;
  readonly contentType: string;
  readonly itemCount: number;
  readonly payload: Uint8Array;
}

Deno.test("createPipelines() takes the console exporter's word for temporality and histograms", () => {
  const { pipelines } = create({
    meter_provider: {
      readers: [{
        periodic: {
          exporter: {
            console: {
              temporality_preference: "delta",
              default_histogram_aggregation: "base2_exponential_bucket_histogram",
            },
          },
        },
      }],
    },
  });
  const reader = pipelines.metricReaders[0] as MetricReader;
  assert.equal(
    reader.selectAggregationTemporality(InstrumentType.COUNTER),
    AggregationTemporality.DELTA,
  );
  assert.equal(
    reader.selectAggregation(InstrumentType.HISTOGRAM).type,
    AggregationType.EXPONENTIAL_HISTOGRAM,
  );
});

function create(
  config: ConfigurationModel,
  options: Pick<PipelineParts, "encodesSpansAtEnd" | "encodesLogsAtEmit"> = {},
) {
  const opened: OtlpTransportConfig[] = [];
  const sent: Sent[] = [];
  const delivery: Delivery = {
    canSettle: false,
    open({ signal, transport }) {
      opened.push(transport);
      const destination = transport.endpoint;
      return {
        signal,
        destination,
        waitingItems: 0,
        isDurable: false,
        put: (payload, { contentType, itemCount }) =>
          void sent.push({ destination, contentType, itemCount, payload }),
        flush: () => Promise.resolve(),
        close() {},
      };
    },
    connect: () => undefined,
    deliverHere: () => undefined,
    hold: () => () => {},
    end() {},
    settle: () => ({ lost: [], kept: [] }),
    close() {},
  };
  const fail = (message: string) => assert.fail(message);
  const report = createDeliveryReport({ error: fail, warn: fail, info: fail, debug: fail });
  const pipelines = createPipelines(config, { delivery: () => delivery, report, ...options });
  return { pipelines, opened, sent };
}

function providerOf({ spanProcessors }: ReturnType<typeof createPipelines>) {
  const options = { spanProcessors: [...spanProcessors] };
  return new RecordingTracerProvider(options, createGuard(() => {}));
}

function startAndEndSpan({ spanProcessors, flushNow }: ReturnType<typeof createPipelines>): void {
  const provider = new TracerProvider({ spanProcessors: [...spanProcessors] });
  provider.getTracer("dice").startSpan("roll").end();
  flushNow();
}
