import assert from "node:assert/strict";
import { ROOT_CONTEXT, ValueType } from "@opentelemetry/api";
import { LoggerProvider } from "@opentelemetry/sdk-logs";
import { MeterProvider, MetricReader } from "@opentelemetry/sdk-metrics";
import { TracerProvider } from "@opentelemetry/sdk-trace";
import { countInIntegers } from "./count_in_integers.ts";

class CollectingReader extends MetricReader {
  protected override onForceFlush = () => Promise.resolve();
  protected override onShutdown = () => Promise.resolve();
}

/** Name and type of value of all that was measured. */
async function typesIn(reader: CollectingReader) {
  const { resourceMetrics } = await reader.collect();
  return resourceMetrics.scopeMetrics.flatMap(({ metrics }) => metrics)
    .map(({ descriptor: { name, valueType } }) => [name, valueType]);
}

Deno.test("countInIntegers() makes what the SDK counts of itself integers", async () => {
  const reader = new CollectingReader();
  const meterProvider = countInIntegers(new MeterProvider({ readers: [reader] }));
  new TracerProvider({ meterProvider }).getTracer("app").startSpan("span", {}, ROOT_CONTEXT);
  const processor = {
    onEmit() {},
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
  new LoggerProvider({ meterProvider, processors: [processor] }).getLogger("app").emit({
    body: "record",
  });
  assert.deepEqual(await typesIn(reader), [
    ["otel.sdk.span.started", ValueType.INT],
    ["otel.sdk.span.live", ValueType.INT],
    ["otel.sdk.log.created", ValueType.INT],
  ]);
});

Deno.test("countInIntegers() leaves the type to whoever names one, and to what counts nothing", async () => {
  const reader = new CollectingReader();
  const meter = countInIntegers(new MeterProvider({ readers: [reader] })).getMeter("app");
  meter.createCounter("named", { valueType: ValueType.DOUBLE }).add(0.5);
  meter.createHistogram("duration").record(0.5);
  assert.deepEqual(await typesIn(reader), [
    ["named", ValueType.DOUBLE],
    ["duration", ValueType.DOUBLE],
  ]);
});
