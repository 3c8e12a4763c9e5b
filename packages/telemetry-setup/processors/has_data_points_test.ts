import { emptyResource } from "@opentelemetry/resources";
import { equal } from "node:assert/strict";
import { hasDataPoints } from "./has_data_points.ts";
import { sampleMetrics } from "./testdata/sample_metrics.ts";

Deno.test("hasDataPoints() is true, when one metric of one scope has a point", async () => {
  const metrics = await sampleMetrics();
  equal(hasDataPoints(metrics), true);
  metrics.scopeMetrics.unshift({ scope: { name: "empty" }, metrics: [] });
  equal(hasDataPoints(metrics), true);
});

Deno.test("hasDataPoints() is false, when scopes, metrics or points are missing", async () => {
  const resource = emptyResource();
  const scope = { name: "diceroller.meter" };
  const [metric] = (await sampleMetrics()).scopeMetrics[0]!.metrics;

  equal(hasDataPoints({ resource, scopeMetrics: [] }), false);
  equal(hasDataPoints({ resource, scopeMetrics: [{ scope, metrics: [] }] }), false);
  const pointless = { ...metric!, dataPoints: [] };
  equal(hasDataPoints({ resource, scopeMetrics: [{ scope, metrics: [pointless] }] }), false);
});
