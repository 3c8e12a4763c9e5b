import {
  AggregationTemporality,
  type Histogram,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import { deepEqual } from "node:assert/strict";
import { createSelfMetrics } from "./self_metrics.ts";

const HTTP = "otlp_http_span_exporter";
const PROCESSOR = "batching_log_processor";

Deno.test("createSelfMetrics() counts what is being exported, and how it ended", async () => {
  const selfMetrics = createSelfMetrics();
  const component = { type: HTTP, destination: "http://c:4318/v1/traces" };
  const exporter = selfMetrics.exporter("traces", component);
  const { collect } = start(selfMetrics);
  exporter.started(5);
  exporter.started(3);
  exporter.finished(5, { seconds: 0.2, failedCount: 2, errorType: "rejected" });

  const where = { "server.address": "c", "server.port": 4318 };
  const common = { "otel.component.type": HTTP, "otel.component.name": `${HTTP}/0`, ...where };
  const failed = { ...common, "error.type": "rejected" };
  deepEqual(await collect(), [
    ["otel.sdk.exporter.span.inflight", "{span}", [[3, common]]],
    ["otel.sdk.exporter.span.exported", "{span}", [[2, failed], [3, common]]],
    ["otel.sdk.exporter.operation.duration", "s", [[0.2, failed]]],
  ]);
});

Deno.test("createSelfMetrics() has no error type, when all of a batch was taken", async () => {
  const selfMetrics = createSelfMetrics();
  const component = { type: "console_log_exporter", destination: "standard output" };
  const exporter = selfMetrics.exporter("logs", component);
  const { collect } = start(selfMetrics);
  exporter.started(1);
  exporter.finished(1, { seconds: 0.5 });

  const common = {
    "otel.component.type": "console_log_exporter",
    "otel.component.name": "console_log_exporter/0",
  };
  deepEqual(await collect(), [
    ["otel.sdk.exporter.log.inflight", "{log_record}", [[0, common]]],
    ["otel.sdk.exporter.log.exported", "{log_record}", [[1, common]]],
    ["otel.sdk.exporter.operation.duration", "s", [[0.5, common]]],
  ]);
});

Deno.test("createSelfMetrics() has one bucket for durations, as the conventions have it", async () => {
  const selfMetrics = createSelfMetrics();
  const exporter = selfMetrics.exporter("traces", { type: HTTP, destination: "" });
  const { collectMetrics } = start(selfMetrics);
  for (const seconds of [0.2, 40]) exporter.finished(1, { seconds });
  const duration = (await collectMetrics())
    .find(({ descriptor: { name } }) => name === "otel.sdk.exporter.operation.duration");
  const { buckets, count, min, max } = duration?.dataPoints[0]?.value as Histogram;
  deepEqual({ buckets, count, min, max }, {
    buckets: { boundaries: [], counts: [2] },
    count: 2,
    min: 0.2,
    max: 40,
  });
});

Deno.test("createSelfMetrics() shows a processor's queue, and what it drops", async () => {
  const selfMetrics = createSelfMetrics();
  let size = 0;
  const processor = selfMetrics.processor("logs", {
    type: PROCESSOR,
    queue: { capacity: 2048, size: () => size },
  });
  const { collect } = start(selfMetrics);
  processor.processed(4);
  processor.processed(1, "queue_full");
  size = 7;

  const common = { "otel.component.type": PROCESSOR, "otel.component.name": `${PROCESSOR}/0` };
  deepEqual(await collect(), [
    ["otel.sdk.processor.log.queue.size", "{log_record}", [[7, common]]],
    ["otel.sdk.processor.log.queue.capacity", "{log_record}", [[2048, common]]],
    ["otel.sdk.processor.log.processed", "{log_record}", [
      [4, common],
      [1, { ...common, "error.type": "queue_full" }],
    ]],
  ]);
});

Deno.test("createSelfMetrics() numbers components of one type", async () => {
  const selfMetrics = createSelfMetrics();
  const components = [HTTP, HTTP, PROCESSOR].map((type) =>
    selfMetrics.processor("traces", { type, queue: undefined })
  );
  const { collect } = start(selfMetrics);
  for (const component of components) component.processed(1);
  const [[, , points] = []] = await collect();
  deepEqual(
    (points as [number, Record<string, unknown>][]).map(([, { "otel.component.name": name }]) =>
      name
    ),
    [`${HTTP}/0`, `${HTTP}/1`, `${PROCESSOR}/0`],
  );
});

Deno.test("createSelfMetrics() records nothing before it is started", async () => {
  const selfMetrics = createSelfMetrics();
  const processor = selfMetrics.processor("traces", { type: PROCESSOR, queue: undefined });
  const exporter = selfMetrics.exporter("metrics", { type: HTTP, destination: "" });
  processor.processed(1);
  exporter.started(1);
  exporter.finished(1, { seconds: 1 });
  deepEqual(await start(selfMetrics).collect(), []);
});

function start(selfMetrics: ReturnType<typeof createSelfMetrics>) {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  const provider = new MeterProvider({ readers: [reader] });
  selfMetrics.start(provider);
  async function collectMetrics() {
    await provider.forceFlush();
    const metrics = exporter.getMetrics()[0]?.scopeMetrics.flatMap(({ metrics }) => metrics) ?? [];
    await provider.shutdown();
    return metrics;
  }
  return {
    collectMetrics,
    /** Name, unit and points of each metric; of a histogram its sums. */
    async collect() {
      const metrics = await collectMetrics();
      return metrics.map(({ descriptor: { name, unit }, dataPoints }) => [
        name,
        unit,
        dataPoints.map(({ value, attributes }) => [
          typeof value === "number" ? value : value.sum,
          attributes,
        ]),
      ]);
    },
  };
}
