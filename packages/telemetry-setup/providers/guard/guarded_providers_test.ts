import assert from "node:assert/strict";
import { createNoopMeter, ROOT_CONTEXT, SpanKind, trace } from "@opentelemetry/api";
import {
  InMemoryLogRecordExporter,
  type ReadableLogRecord,
  SimpleLogRecordProcessor,
} from "@opentelemetry/sdk-logs";
import { MetricReader } from "@opentelemetry/sdk-metrics";
import {
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace";
import { createOtlpEncoder } from "../../processors/otlp/otlp_encoder.ts";
import { RecordingTracerProvider } from "../traces/recording_tracer_provider.ts";
import { createGuard } from "./guard.ts";
import { LoggerProvider } from "../logs/logger_provider.ts";
import { MeterProvider } from "../metrics/meter_provider.ts";
import { callEverything } from "./testdata/call_everything.ts";
import { HOSTILE_VALUES } from "./testdata/hostile_values.ts";

function create() {
  const spans = new InMemorySpanExporter();
  const logs = new InMemoryLogRecordExporter();
  const reader = new (class extends MetricReader {
    protected override onForceFlush = () => Promise.resolve();
    protected override onShutdown = () => Promise.resolve();
  })();
  let repaired = 0;
  const guard = createGuard((count) => void (repaired += count));
  return {
    tracerProvider: new RecordingTracerProvider({
      spanProcessors: [new SimpleSpanProcessor({ exporter: spans })],
    }, guard),
    meterProvider: new MeterProvider({ readers: [reader], guard }),
    loggerProvider: new LoggerProvider({
      processors: [new SimpleLogRecordProcessor({ exporter: logs })],
      guard,
    }),
    reader,
    takeSpans: (): readonly ReadableSpan[] => spans.getFinishedSpans(),
    takeLogs: (): readonly ReadableLogRecord[] => logs.getFinishedLogRecords(),
    get repaired() {
      return repaired;
    },
  };
}

for (const [kind, make] of Object.entries(HOSTILE_VALUES)) {
  Deno.test(`No call of the API throws, and all can be encoded, when it is given ${kind}`, async () => {
    const telemetry = create();
    for (const [name, call] of Object.entries(callEverything(telemetry, make))) {
      assert.doesNotThrow(call, `${name} with ${kind}`);
    }
    const { resourceMetrics, errors } = await telemetry.reader.collect();
    for (const error of errors) {
      // A callback that is none, or throws, is the SDK's to report.
      assert.match(String(error), /is not a function|no$|revoked|^TypeError: Class/);
    }
    for (const encoding of ["protobuf", "json"] as const) {
      const encoded = [
        createOtlpEncoder("traces", encoding).encode(telemetry.takeSpans()),
        createOtlpEncoder("logs", encoding).encode(telemetry.takeLogs()),
        createOtlpEncoder("metrics", encoding).encode([resourceMetrics]),
      ];
      assert.ok(encoded.every((bytes) => bytes !== undefined && bytes.length > 0));
    }
    assert.equal(Object.hasOwn(Object.prototype, "polluted"), false);
    assert.equal(({} as Record<string, unknown>)["polluted"], undefined);
  });
}

Deno.test("What an application gives that is right arrives as with the SDK alone", async () => {
  const telemetry = create();
  const tracer = telemetry.tracerProvider.getTracer("dice", "1.2", { schemaUrl: "urn:x" });
  const other = tracer.startSpan("other", {}, ROOT_CONTEXT);
  const span = tracer.startSpan("roll", {
    kind: SpanKind.CLIENT,
    attributes: { sides: 6, tags: ["a", "b"], map: { a: [null] } },
    links: [{ context: other.spanContext(), attributes: { a: 1 } }],
    startTime: [100, 5],
  }, ROOT_CONTEXT);
  span.setAttribute("bytes", new Uint8Array([1])).setAttributes({ more: true, sides: 8 })
    .addEvent("thrown", { height: 1.5 }, [101, 0]).addEvent("rolling", [102, 0])
    .addLink({ context: other.spanContext() })
    .setStatus({ code: 2, message: "lost" }).updateName("rolled");
  span.recordException(Object.assign(new RangeError("no dice"), { stack: "here" }), [103, 0]);
  span.end([104, 0]);
  const [read] = telemetry.takeSpans();
  assert.ok(read);
  assert.equal(read, span as unknown, "the span is another object");
  assert.deepEqual(
    [read.name, read.kind, read.status, read.startTime, read.endTime, read.instrumentationScope],
    ["rolled", SpanKind.CLIENT, { code: 2, message: "lost" }, [100, 5], [104, 0], {
      name: "dice",
      version: "1.2",
      schemaUrl: "urn:x",
    }],
  );
  assert.deepEqual(read.attributes, {
    sides: 8,
    tags: ["a", "b"],
    map: { a: [null] },
    bytes: new Uint8Array([1]),
    more: true,
  });
  assert.deepEqual(read.links.map(({ attributes }) => attributes), [{ a: 1 }, undefined]);
  assert.deepEqual(
    read.events.map(({ name, time, attributes }) => [name, time, attributes]),
    [
      ["thrown", [101, 0], { height: 1.5 }],
      ["rolling", [102, 0], undefined],
      ["exception", [103, 0], {
        "exception.type": "RangeError",
        "exception.message": "no dice",
        "exception.stacktrace": "here",
      }],
    ],
  );

  const scope = { attributes: { a: 1 }, schemaUrl: "urn:y" };
  telemetry.loggerProvider.getLogger("app", "3", scope).emit({
    eventName: "dice.rolled",
    body: { result: 4 },
    attributes: { a: [1] },
    severityNumber: 9,
    severityText: "INFO",
    timestamp: [1, 0],
    observedTimestamp: new Date(2000),
    exception: new TypeError("why"),
    context: trace.setSpan(ROOT_CONTEXT, span),
  });
  const [record] = telemetry.takeLogs();
  assert.ok(record);
  assert.deepEqual(record.body, { result: 4 });
  assert.deepEqual(
    [record.eventName, record.severityNumber, record.severityText, record.hrTime],
    ["dice.rolled", 9, "INFO", [1, 0]],
  );
  assert.deepEqual(record.hrTimeObserved, [2, 0]);
  assert.equal(record.spanContext?.spanId, span.spanContext().spanId);
  assert.equal(record.attributes["exception.type"], "TypeError");
  assert.deepEqual(record.instrumentationScope.schemaUrl, "urn:y");

  const meter = telemetry.meterProvider.getMeter("dice");
  meter.createCounter("rolls", { unit: "{roll}", valueType: 0 }).add(2, { sides: 6 });
  const advice = { explicitBucketBoundaries: [1, 2] };
  meter.createHistogram("height", { description: "how high", advice }).record(1.5);
  const observe = (result: { observe(value: number): void }) => result.observe(7);
  const [kept, removed] = [
    meter.createObservableGauge("kept"),
    meter.createObservableGauge("gone"),
  ];
  kept.addCallback(observe);
  removed.addCallback(observe);
  removed.removeCallback(observe);
  const { resourceMetrics } = await telemetry.reader.collect();
  const metrics = resourceMetrics.scopeMetrics[0]!.metrics;
  assert.deepEqual(
    metrics.filter(({ dataPoints }) => dataPoints.length > 0).map(({ descriptor, dataPoints }) => [
      descriptor.name,
      descriptor.unit,
      descriptor.description,
      dataPoints[0]!.attributes,
    ]),
    [
      ["rolls", "{roll}", "", { sides: 6 }],
      ["height", "", "how high", {}],
      ["kept", "", "", {}],
    ],
  );
  assert.equal(telemetry.repaired, 0);
});

Deno.test("What a processor throws does not reach the application", () => {
  const fail = () => {
    throw new Error("no");
  };
  let repaired = 0;
  const guard = createGuard((count) => void (repaired += count));
  const idle = { forceFlush: () => Promise.resolve(), shutdown: () => Promise.resolve() };
  const parent = { traceId: "a".repeat(32), spanId: "b".repeat(16), traceFlags: 1 };
  const context = trace.setSpanContext(ROOT_CONTEXT, parent);
  const starting = new RecordingTracerProvider({
    spanProcessors: [{ ...idle, onStart: fail, onEnd() {} }],
  }, guard).getTracer("x");
  assert.equal(starting.startSpan("x", {}, context).spanContext().traceId, parent.traceId);
  const ending = new RecordingTracerProvider({
    spanProcessors: [{ ...idle, onStart() {}, onEnd: fail }],
  }, guard).getTracer("x");
  ending.startSpan("x").end();
  new LoggerProvider({ processors: [{ ...idle, onEmit: fail }], guard })
    .getLogger("x").emit({ body: "x" });
  assert.equal(repaired, 3);
});

Deno.test("What is asked for after the shutdown does nothing, and never throws", async () => {
  const telemetry = create();
  await Promise.all([
    telemetry.tracerProvider.shutdown(),
    telemetry.meterProvider.shutdown(),
    telemetry.loggerProvider.shutdown(),
  ]);
  for (const call of Object.values(callEverything(telemetry, () => Symbol("x")))) {
    assert.doesNotThrow(call);
  }
  assert.deepEqual(telemetry.takeLogs(), []);
  // That one is everybody's, and stays as it is.
  assert.doesNotThrow(() => createNoopMeter().createCounter("x").add(1));
});
