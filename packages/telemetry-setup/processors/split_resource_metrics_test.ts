import assert from "node:assert/strict";
import { emptyResource } from "@opentelemetry/resources";
import type { ResourceMetrics } from "@opentelemetry/sdk-metrics";
import { splitResourceMetrics } from "./split_resource_metrics.ts";

function collection(scopes: readonly (readonly number[][])[]): ResourceMetrics {
  return {
    resource: emptyResource(),
    scopeMetrics: scopes.map((metrics, index) => ({
      scope: { name: `scope ${index}` },
      metrics: metrics.map((values) => ({ dataPoints: values.map((value) => ({ value })) })),
    })),
  } as unknown as ResourceMetrics;
}

function valuesOf({ scopeMetrics }: ResourceMetrics) {
  return scopeMetrics.map(({ scope, metrics }) => [
    scope.name,
    ...metrics.map(({ dataPoints }) => dataPoints.map(({ value }) => value)),
  ]);
}

Deno.test("splitResourceMetrics() divides data points evenly, and keeps their scopes", () => {
  const parts = splitResourceMetrics(collection([[[1, 2], [3]], [[4, 5, 6], [7]]]));
  assert.deepEqual(parts?.map(valuesOf), [
    [["scope 0", [1, 2], [3]]],
    [["scope 1", [4, 5, 6], [7]]],
  ]);
});

Deno.test("splitResourceMetrics() divides a metric, too", () => {
  const parts = splitResourceMetrics(collection([[[1, 2, 3, 4, 5]]]));
  assert.deepEqual(parts?.map(valuesOf), [[["scope 0", [1, 2]]], [["scope 0", [3, 4, 5]]]]);
});

Deno.test("splitResourceMetrics() leaves alone what has one data point or none", () => {
  assert.equal(splitResourceMetrics(collection([[[1]], [[]]])), undefined);
  assert.equal(splitResourceMetrics(collection([])), undefined);
});
