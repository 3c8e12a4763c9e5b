import type { MetricKind, MetricSummary } from "../../contract/mod.ts";

const KINDS: Readonly<Record<number, MetricKind>> = {
  5: "gauge",
  7: "sum",
  9: "histogram",
  10: "exponential_histogram",
  11: "summary",
};
const TEMPORALITIES: Readonly<Record<number, MetricSummary["temporality"]>> = {
  1: "delta",
  2: "cumulative",
};

/** Returns what a metric is whose points are in the field with this number. */
export function metricKind(field: number): MetricKind {
  return KINDS[field] ?? "gauge";
}

/** Returns the name of a temporality of OTLP. */
export function temporalityName(temporality: number): MetricSummary["temporality"] {
  return TEMPORALITIES[temporality] ?? "unspecified";
}
