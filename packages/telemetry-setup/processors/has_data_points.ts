import type { ResourceMetrics } from "@opentelemetry/sdk-metrics";

/**
 * Tells whether a collection of metrics has anything to export: a resource, a scope or a metric
 * without a single data point is an empty envelope.
 *
 * @param metrics What one collection produced.
 * @returns Whether at least one metric has at least one data point.
 *
 * @example A collection of a provider without instruments
 * ```ts
 * import { emptyResource } from "@opentelemetry/resources";
 * import { equal } from "node:assert/strict";
 *
 * equal(hasDataPoints({ resource: emptyResource(), scopeMetrics: [] }), false);
 * ```
 */
export function hasDataPoints(metrics: ResourceMetrics): boolean {
  return metrics.scopeMetrics.some((scope) =>
    scope.metrics.some((metric) => metric.dataPoints.length > 0)
  );
}
