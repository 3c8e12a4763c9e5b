import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import { deepEqual } from "node:assert/strict";
import type { SpoolFigures } from "../../transports/spool/spool.ts";
import own from "../../testing/conventions/own_names.json" with { type: "json" };
import { createSpoolMetrics, SPOOL_METRICS, type SpoolMetrics } from "./spool_metrics.ts";

Deno.test("createSpoolMetrics() shows how full the folder is, and what became of its items", async () => {
  let figures: SpoolFigures = { bytes: 1, oldestAgeMillis: 2, quarantinedBytes: 3 };
  const metrics = createSpoolMetrics(() => figures);
  const { collect } = start(metrics);
  metrics.replayed("traces", 5);
  metrics.replayed("traces", 2);
  metrics.dropped("logs", 4, "too_old");
  figures = { bytes: 4096, oldestAgeMillis: 1500, quarantinedBytes: 100 };
  deepEqual(await collect(), [
    ["otel_deno.spool.size", [[4096, {}]]],
    ["otel_deno.spool.quarantine.size", [[100, {}]]],
    ["otel_deno.spool.oldest.age", [[1.5, {}]]],
    ["otel_deno.spool.replayed", [[7, { "otel_deno.signal": "traces" }]]],
    ["otel_deno.spool.dropped", [[4, { "otel_deno.signal": "logs", "error.type": "too_old" }]]],
  ]);
});

Deno.test("createSpoolMetrics() has no figures as long as nobody knows them", async () => {
  const metrics = createSpoolMetrics(() => undefined);
  const { collect } = start(metrics);
  deepEqual((await collect()).filter(([, points]) => points.length > 0), []);
});

Deno.test("createSpoolMetrics() records nothing before it is started", async () => {
  const metrics = createSpoolMetrics(() => undefined);
  metrics.replayed("traces", 5);
  metrics.dropped("logs", 4, "too_old");
  deepEqual((await start(metrics).collect()).filter(([, points]) => points.length > 0), []);
});

Deno.test("SPOOL_METRICS are those of the list of our own names", () => {
  const listed = Object.entries(own.metrics)
    .filter(([name]) => name.startsWith("otel_deno.spool."))
    .map(([name, { instrument, unit }]) => [name, { instrument, unit }]);
  const table = Object.entries(SPOOL_METRICS)
    .map(([name, { instrument, unit }]) => [name, { instrument, unit }]);
  deepEqual(table, listed);
});

function start(metrics: SpoolMetrics) {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  const provider = new MeterProvider({ readers: [reader] });
  metrics.start(provider);
  return {
    /** Name and points of each metric. */
    async collect() {
      await provider.forceFlush();
      const scopes = exporter.getMetrics()[0]?.scopeMetrics ?? [];
      await provider.shutdown();
      return scopes.flatMap(({ metrics }) => metrics)
        .map(({ descriptor: { name }, dataPoints }) =>
          [name, dataPoints.map(({ value, attributes }) => [value, attributes])] as const
        );
    },
  };
}
