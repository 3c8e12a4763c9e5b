import type { MetricPoint, MetricSummary } from "../../../contract/metrics.ts";

/** What of a metric is drawn. */
export type MetricView = "heat" | "value" | "rate" | "p50" | "p90" | "p99" | "mean";

const DISTRIBUTION: readonly MetricView[] = ["heat", "p50", "p90", "p99", "mean", "rate"];

/** The views of a metric, the best one first. */
export function metricViews({ kind, monotonic }: MetricSummary): readonly MetricView[] {
  if (kind === "histogram" || kind === "exponential_histogram") return DISTRIBUTION;
  if (kind === "summary") return ["p50", "p90", "p99", "mean", "rate"];
  return kind === "sum" && monotonic ? ["rate", "value"] : ["value"];
}

/** What a view shows of a point; absent where the point does not tell. */
export function viewValue(point: MetricPoint, view: MetricView): number | undefined {
  if (view === "heat") return point.p90;
  if (view !== "mean") return point[view];
  return point.sum === undefined || point.count === undefined || point.count === 0
    ? undefined
    : point.sum / point.count;
}
