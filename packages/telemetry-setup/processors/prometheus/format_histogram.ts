import type { Histogram } from "@opentelemetry/sdk-metrics";
import type { Exemplar } from "../exemplar.ts";
import { formatExemplar } from "./format_exemplar.ts";
import { formatSample } from "./format_sample.ts";
import type { Labels } from "./to_labels.ts";

/** What {@linkcode formatHistogram} writes, and how. */
export interface FormatHistogramOptions {
  readonly labels: Labels;
  /** Behind the bucket that each is in, the latest one of several; OpenMetrics only. */
  readonly exemplars: readonly Exemplar[];
  /** Whether bounds are written as OpenMetrics wants them: `5.0`. */
  readonly openMetrics: boolean;
}

/** The lines of one distribution: its buckets, sum and count. */
export function formatHistogram(
  name: string,
  value: Histogram,
  { labels, exemplars, openMetrics }: FormatHistogramOptions,
): string {
  const own = new Map(labels);
  // A label of this name is the format's own.
  own.delete("le");
  const { boundaries, counts } = value.buckets;
  let samples = "";
  let cumulative = 0;
  let lower = -Infinity;
  const addBucket = (upper: number, count: number) => {
    const le = upper === Infinity ? "+Inf" : openMetrics ? formatBound(upper) : String(upper);
    const sample = formatSample(`${name}_bucket`, new Map([...own, ["le", le]]), count);
    const exemplar = exemplars
      .filter(({ value }) => value > lower && value <= upper)
      .sort((one, other) => one.time[0] - other.time[0] || one.time[1] - other.time[1]).at(-1);
    samples += exemplar === undefined
      ? sample
      : `${sample.slice(0, -1)}${formatExemplar(exemplar)}\n`;
    lower = upper;
  };
  boundaries.forEach((boundary, index) => {
    if (boundary === Infinity) return;
    cumulative += counts[index] ?? 0;
    addBucket(boundary, cumulative);
  });
  addBucket(Infinity, value.count);
  // To Prometheus a sum is a counter; one that can fall would look like a restart.
  if (value.sum !== undefined && !((value.min ?? 0) < 0)) {
    samples += formatSample(`${name}_sum`, own, value.sum);
  }
  return samples + formatSample(`${name}_count`, own, value.count);
}

/** @see {@link https://prometheus.io/docs/specs/om/open_metrics_spec/#considerations-canonical-numbers} */
function formatBound(bound: number): string {
  const size = Math.abs(bound);
  if (size !== 0 && (size < 1e-4 || size >= 1e6)) {
    return bound.toExponential().replace(/e([+-])(\d)$/, "e$10$2");
  }
  return Number.isInteger(bound) ? bound.toFixed(1) : String(bound);
}
