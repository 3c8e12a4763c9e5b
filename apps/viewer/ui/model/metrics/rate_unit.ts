import type { MetricSummary } from "../../../contract/metrics.ts";

/** The unit of how fast a metric grows: of what a sum adds up, or of measurements, per second. */
export function rateUnit({ unit, kind }: Pick<MetricSummary, "unit" | "kind">): string {
  if (kind !== "sum" || unit === "" || unit === "1" || unit.startsWith("{")) return "/s";
  return `${unit}/s`;
}
