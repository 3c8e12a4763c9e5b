import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  InMemoryLogRecordExporter,
  LoggerProvider,
  SimpleLogRecordProcessor,
} from "@opentelemetry/sdk-logs";
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import assert from "node:assert/strict";
import { entityRefsOf, setEntityRefs } from "./entity_refs.ts";

Deno.test("entityRefsOf() finds them by what the SDK's records carry, of all signals", async () => {
  const resource = resourceFromAttributes({ "host.id": "h1" });
  const refs = [{ type: "host", idKeys: ["host.id"], descriptionKeys: [], schemaUrl: "" }];
  setEntityRefs(resource, refs);

  const spans = new InMemorySpanExporter();
  const spanProcessors = [new SimpleSpanProcessor({ exporter: spans })];
  new TracerProvider({ resource, spanProcessors }).getTracer("test").startSpan("a").end();
  const records = new InMemoryLogRecordExporter();
  const processors = [new SimpleLogRecordProcessor({ exporter: records })];
  new LoggerProvider({ resource, processors }).getLogger("test").emit({ body: "a" });
  const points = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const meterProvider = new MeterProvider({
    resource,
    readers: [new PeriodicExportingMetricReader({ exporter: points })],
  });
  meterProvider.getMeter("test").createCounter("a").add(1);
  await meterProvider.forceFlush();

  for (
    const carried of [
      spans.getFinishedSpans()[0]?.resource,
      records.getFinishedLogRecords()[0]?.resource,
      points.getMetrics()[0]?.resource,
    ]
  ) {
    assert.ok(carried);
    assert.equal(entityRefsOf(carried), refs);
  }
  await meterProvider.shutdown();
});
