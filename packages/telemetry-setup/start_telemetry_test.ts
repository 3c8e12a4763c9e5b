import assert from "node:assert/strict";
import {
  context,
  defaultTextMapSetter,
  logs,
  metrics,
  propagation,
  SpanKind,
  trace,
  TraceFlags,
} from "@opentelemetry/api";
import { InMemoryLogRecordExporter, SimpleLogRecordProcessor } from "@opentelemetry/sdk-logs";
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import { InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace";
import type { Diagnostics } from "./diagnostics/diagnostics.ts";
import { startTelemetry, type StartTelemetryOptions } from "./start_telemetry.ts";

/** The environment of a process that sends nothing, with more variables. */
function environment(variables: Readonly<Record<string, string>> = {}) {
  const all: Record<string, string> = {
    OTEL_TRACES_EXPORTER: "none",
    OTEL_METRICS_EXPORTER: "none",
    OTEL_LOGS_EXPORTER: "none",
    OTEL_SERVICE_NAME: "test",
    ...variables,
  };
  return (name: string) => all[name];
}

/** What the distribution says. */
function listen(): Diagnostics & { readonly lines: readonly string[] } {
  const lines: string[] = [];
  const voice = (level: string) => (message: string) => void lines.push(`${level}: ${message}`);
  return {
    lines,
    error: voice("error"),
    warn: voice("warn"),
    info: voice("info"),
    debug() {},
  };
}

function start(options: StartTelemetryOptions = {}) {
  return startTelemetry({ env: environment(), ...options });
}

Deno.test("startTelemetry() records all three signals of one resource", async () => {
  const spans = new InMemorySpanExporter();
  const records = new InMemoryLogRecordExporter();
  const points = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const telemetry = await start({
    spanProcessors: [new SimpleSpanProcessor({ exporter: spans })],
    logRecordProcessors: [new SimpleLogRecordProcessor({ exporter: records })],
    metricReaders: [new PeriodicExportingMetricReader({ exporter: points })],
  });
  trace.getTracer("test").startActiveSpan("work", { kind: SpanKind.CONSUMER }, (span) => {
    logs.getLogger("test").emit({ body: "working" });
    metrics.getMeter("test").createCounter("works").add(1);
    span.end();
  });
  await telemetry.forceFlush();
  const [span] = spans.getFinishedSpans();
  const [record] = records.getFinishedLogRecords();
  const [collected] = points.getMetrics();
  assert.ok(span !== undefined && record !== undefined && collected !== undefined);
  assert.equal(span.name, "work");
  assert.equal(record.spanContext?.spanId, span.spanContext().spanId);
  const scopeMetrics = collected.scopeMetrics.find(({ scope }) => scope.name === "test");
  assert.equal(scopeMetrics?.metrics[0]?.descriptor.name, "works");
  for (const { resource } of [span, record, collected] as const) {
    assert.equal(resource.attributes["service.name"], "test");
  }
  await telemetry.shutdown();
});

Deno.test("startTelemetry() gives spans starts finer than a millisecond", async () => {
  const exporter = new InMemorySpanExporter();
  const telemetry = await start({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  for (let i = 0; i < 20; i++) trace.getTracer("test").startSpan("work").end();
  assert.ok(exporter.getFinishedSpans().some(({ startTime }) => startTime[1] % 1e6 !== 0));
  await telemetry.shutdown();
});

Deno.test("startTelemetry() can be followed by another one after the shutdown", async () => {
  for (const name of ["first", "second"]) {
    const exporter = new InMemorySpanExporter();
    const telemetry = await start({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
    trace.getTracer("test").startSpan(name).end();
    assert.deepEqual(exporter.getFinishedSpans().map((span) => span.name), [name]);
    await telemetry.shutdown();
    assert.equal(trace.getTracer("test").startSpan("after").isRecording(), false);
  }
});

Deno.test("startTelemetry() leaves the first in place and says so when called twice", async () => {
  const exporter = new InMemorySpanExporter();
  const diagnostics = listen();
  const first = await start({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  const second = await start({ diagnostics });
  assert.deepEqual(diagnostics.lines, [
    "error: Cannot start telemetry, the application runs without it: " +
    "Cannot register the context manager: another one is registered already",
  ]);
  await second.shutdown();
  trace.getTracer("test").startSpan("still recorded").end();
  assert.equal(exporter.getFinishedSpans().length, 1);
  await first.shutdown();
});

Deno.test("startTelemetry() only propagates with OTEL_SDK_DISABLED", async () => {
  const exporter = new InMemorySpanExporter();
  const telemetry = await start({
    env: environment({ OTEL_SDK_DISABLED: "true" }),
    spanProcessors: [new SimpleSpanProcessor({ exporter })],
  });
  const parent = trace.setSpanContext(context.active(), {
    traceId: "0af7651916cd43dd8448eb211c80319c",
    spanId: "b7ad6b7169203331",
    traceFlags: TraceFlags.SAMPLED,
  });
  const carrier: Record<string, string> = {};
  await context.with(parent, async () => {
    trace.getTracer("test").startSpan("not recorded").end();
    // The context is still there behind it: others return before the context manager is set up.
    await Promise.resolve();
    propagation.inject(context.active(), carrier, defaultTextMapSetter);
  });
  assert.deepEqual(carrier, {
    traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
  });
  assert.deepEqual(exporter.getFinishedSpans(), []);
  await telemetry.shutdown();
});

Deno.test("startTelemetry() undoes what it built when a step fails", async () => {
  const reader = new PeriodicExportingMetricReader({
    exporter: new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE),
  });
  const first = await start({ metricReaders: [reader] });
  await first.shutdown();
  const diagnostics = listen();
  const { serve } = Deno;
  // A reader belongs to one provider, for ever.
  const second = await start({ metricReaders: [reader], diagnostics });
  assert.match(
    diagnostics.lines[0] ?? "",
    /^error: Cannot start telemetry, the application runs without it: MetricReader can not be/,
  );
  assert.equal(Deno.serve, serve);
  assert.equal(trace.getTracer("test").startSpan("not recorded").isRecording(), false);
  await second.shutdown();
  const third = await start();
  assert.equal(trace.getTracer("test").startSpan("recorded").isRecording(), true);
  await third.shutdown();
});

Deno.test("startTelemetry() tells each setting that it cannot use in one line", async () => {
  const diagnostics = listen();
  const telemetry = await start({
    env: environment({ OTEL_BSP_SCHEDULE_DELAY: "soon", OTEL_PROPAGATORS: "pigeon" }),
    diagnostics,
  });
  assert.deepEqual(diagnostics.lines.map((line) => line.split("=")[0]).toSorted(), [
    "warn: Cannot use OTEL_BSP_SCHEDULE_DELAY",
    "warn: Cannot use OTEL_PROPAGATORS",
  ]);
  await telemetry.shutdown();
});

Deno.test("Telemetry is disposed of by await using", async () => {
  {
    await using _telemetry = await start();
    assert.equal(trace.getTracer("test").startSpan("a").isRecording(), true);
  }
  assert.equal(trace.getTracer("test").startSpan("b").isRecording(), false);
});

Deno.test("Telemetry.shutdown() and forceFlush() may be called again and again", async () => {
  const telemetry = await start();
  await Promise.all([telemetry.shutdown(), telemetry.shutdown(), telemetry.forceFlush()]);
  await telemetry.forceFlush();
});

Deno.test("startTelemetry() waits for the user's resource detectors, no longer than their deadline", async () => {
  const spans = new InMemorySpanExporter();
  const debugged: string[] = [];
  const telemetry = await start({
    spanProcessors: [new SimpleSpanProcessor({ exporter: spans })],
    diagnostics: { ...listen(), debug: (message) => void debugged.push(message) },
    config: { resource: { "detection/development": { detectors: [{ process: null }] } } },
    resourceDetectors: [
      { detect: () => ({ attributes: { zone: Promise.resolve("a"), "process.pid": 1 } }) },
      {
        detect: () => ({ attributes: { "service.name": "not-mine", late: new Promise(() => {}) } }),
      },
    ],
  });
  trace.getTracer("test").startSpan("work").end();
  const attributes = spans.getFinishedSpans()[0]!.resource.attributes;
  await telemetry.shutdown();
  assert.equal(attributes["zone"], "a");
  assert.equal(attributes["process.pid"], 1);
  assert.equal(attributes["service.name"], "test");
  assert.equal("late" in attributes, false);
  assert.ok(debugged.includes("Cannot detect late: not known within 50 ms"));
});

Deno.test("startTelemetry() reads the platform from the given environment", async () => {
  const spans = new InMemorySpanExporter();
  const telemetry = await start({
    env: environment({ FLY_APP_NAME: "dice", FLY_MACHINE_ID: "148e21" }),
    spanProcessors: [new SimpleSpanProcessor({ exporter: spans })],
  });
  trace.getTracer("test").startSpan("work").end();
  const attributes = spans.getFinishedSpans()[0]!.resource.attributes;
  await telemetry.shutdown();
  assert.equal(attributes["cloud.provider"], "fly_io");
  assert.equal(attributes["host.id"], "148e21");
});
