import assert from "node:assert/strict";
import { logs, metrics, SeverityNumber, trace } from "@opentelemetry/api";
import type { ConfigurationModel } from "@opentelemetry/configuration";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { InMemoryLogRecordExporter, SimpleLogRecordProcessor } from "@opentelemetry/sdk-logs";
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import { InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace";
import { startTelemetrySync } from "./start_telemetry_sync.ts";

/** What is recorded under a configuration: one span, log record and counter, with two attributes. */
async function record(config: ConfigurationModel) {
  const spans = new InMemorySpanExporter();
  const records = new InMemoryLogRecordExporter();
  const points = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const messages: string[] = [];
  const say = (message: string) => void messages.push(message);
  const telemetry = startTelemetrySync(config, resourceFromAttributes({ "service.name": "test" }), {
    spanProcessors: [new SimpleSpanProcessor({ exporter: spans })],
    logRecordProcessors: [new SimpleLogRecordProcessor({ exporter: records })],
    metricReaders: [new PeriodicExportingMetricReader({ exporter: points })],
    diagnostics: { error: say, warn: say, info: say, debug() {} },
  });
  const attributes = { a: "abc", b: "def" };
  trace.getTracer("test").startSpan("span", { attributes }).end();
  logs.getLogger("test").emit({ body: "record", attributes });
  metrics.getMeter("test").createCounter("counter").add(1, attributes);
  await telemetry.forceFlush();
  const [metric] = points.getMetrics()[0]?.scopeMetrics
    .find(({ scope }) => scope.name === "test")?.metrics ?? [];
  const recorded = {
    span: spans.getFinishedSpans()[0]?.attributes,
    record: records.getFinishedLogRecords()[0]?.attributes,
    metric: metric?.descriptor.name,
    point: metric?.dataPoints[0]?.attributes,
    messages,
  };
  await telemetry.shutdown();
  return recorded;
}

const ALL = { a: "abc", b: "def" };

Deno.test("startSignals() records everything where the configuration says nothing", async () => {
  const expected = { span: ALL, record: ALL, metric: "counter", point: ALL, messages: [] };
  assert.deepEqual(await record({}), expected);
});

Deno.test("startSignals() takes the sampler of the configuration", async () => {
  const { span, record: logRecord } = await record({
    tracer_provider: { processors: [], sampler: { always_off: null } },
  });
  assert.equal(span, undefined);
  assert.deepEqual(logRecord, ALL);
});

Deno.test("startSignals() takes the limits of the configuration", async () => {
  const { span, record: logRecord } = await record({
    attribute_limits: { attribute_count_limit: 1, attribute_value_length_limit: 2 },
    logger_provider: { processors: [], limits: { attribute_value_length_limit: 1 } },
  });
  assert.deepEqual([span, logRecord], [{ a: "ab" }, { a: "a" }]);
});

Deno.test("startSignals() takes the views of the configuration", async () => {
  const { metric, point } = await record({
    meter_provider: {
      readers: [],
      views: [{
        selector: { instrument_name: "counter" },
        stream: { name: "renamed", attribute_keys: { excluded: ["b"] } },
      }],
    },
  });
  assert.deepEqual([metric, point], ["renamed", { a: "abc" }]);
});

Deno.test("startSignals() records nothing where a component is unknown, and says which", async () => {
  const { messages, ...recorded } = await record({
    tracer_provider: { processors: [], sampler: { coin: {} } },
  });
  assert.deepEqual(Object.values(recorded), [undefined, undefined, undefined, undefined]);
  assert.equal(messages.length, 1);
  assert.match(
    messages[0] ?? "",
    /^Cannot start telemetry, .*: Cannot choose the sampler: "coin" is not known; known are always_off, /,
  );
});

Deno.test("startSignals() drops log records below the level of the configuration", async () => {
  const records = new InMemoryLogRecordExporter();
  const telemetry = startTelemetrySync(
    { distribution: { otel_deno: { log_level: "warn" } } },
    resourceFromAttributes({}),
    { logRecordProcessors: [new SimpleLogRecordProcessor({ exporter: records })] },
  );
  const logger = logs.getLogger("test");
  logger.emit({ body: "info", severityNumber: SeverityNumber.INFO });
  logger.emit({ body: "warn", severityNumber: SeverityNumber.WARN });
  assert.deepEqual(records.getFinishedLogRecords().map(({ body }) => body), ["warn"]);
  await telemetry.shutdown();
});

Deno.test("startSignals() enables only the instrumentations of the configuration", async () => {
  const { serve } = Deno;
  const disabled_instrumentations = ["http-server"];
  for (const own of [{ disabled_instrumentations }, {}]) {
    const config = { distribution: { otel_deno: own } };
    const telemetry = startTelemetrySync(config, resourceFromAttributes({}));
    assert.equal(Deno.serve === serve, "disabled_instrumentations" in own);
    await telemetry.shutdown();
  }
});
