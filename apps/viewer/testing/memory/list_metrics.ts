import type { MetricSummary, TimeRange } from "../../contract/mod.ts";
import type { StoredMetric } from "./stored_items.ts";

/** What tells one metric from another; its number is the place of its first export. */
export function metricKey({ service, scope, name }: StoredMetric): string {
  return JSON.stringify([service, scope.name, name]);
}

/** A line for each metric that has points in the stretch of time. */
export function listMetrics(
  metrics: readonly StoredMetric[],
  { from = "0", to = String(2n ** 63n), run }: TimeRange & { readonly run?: string },
): MetricSummary[] {
  return [...Map.groupBy(metrics, metricKey).values()].flatMap((exports, index) => {
    const first = exports[0]!;
    const points = exports.filter((metric) => run === undefined || metric.run === run)
      .flatMap(({ points }) => points)
      .filter(({ timeUnixNano: time }) =>
        BigInt(time) >= BigInt(from) && BigInt(time) <= BigInt(to)
      );
    if (points.length === 0) return [];
    return [{
      id: index + 1,
      name: first.name,
      description: first.description,
      unit: first.unit,
      kind: first.kind,
      monotonic: first.monotonic,
      temporality: first.temporality,
      service: first.service,
      scope: first.scope.name,
      seriesCount: new Set(points.map(({ attributes }) => JSON.stringify(attributes))).size,
      pointCount: points.length,
      lastUnixNano: points.map(({ timeUnixNano }) => timeUnixNano).sort().at(-1)!,
      attributeKeys: [
        ...new Set(points.flatMap(({ attributes }) => attributes.map(({ key }) => key))),
      ].sort(),
    }];
  });
}
