import type { JsonAttribute, TimeRange, UnixNano } from "./values.ts";

/** What a metric is. */
export type MetricKind = "sum" | "gauge" | "histogram" | "exponential_histogram" | "summary";

/** A line of the list of metrics. */
export interface MetricSummary {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly unit: string;
  readonly kind: MetricKind;
  readonly monotonic: boolean;
  readonly temporality: "cumulative" | "delta" | "unspecified";
  readonly service: string;
  readonly scope: string;
  readonly seriesCount: number;
  readonly pointCount: number;
  readonly lastUnixNano: UnixNano;
  /** Keys of its points' attributes. */
  readonly attributeKeys: readonly string[];
}

/** Which points of a metric. */
export interface MetricQuery extends TimeRange {
  readonly id: number;
  readonly run?: string;
  /** One series a value of this attribute; absent: one series for each set of attributes. */
  readonly splitBy?: string;
  /** At most so many points a series; more are brought together. @default {300} */
  readonly maxPoints?: number;
}

/** An example of a measurement, with the span that it was made in. */
export interface JsonExemplar {
  readonly timeUnixNano: UnixNano;
  readonly value: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly attributes: readonly JsonAttribute[];
}

/** A bucket of a histogram: values above `lower`, up to and including `upper`. */
export interface Bucket {
  readonly lower: number | "-Infinity";
  readonly upper: number | "Infinity";
  readonly count: number;
}

/** A point of a series. Resets, deltas and cumulative sums are resolved already. */
export interface MetricPoint {
  readonly timeUnixNano: UnixNano;
  /** Gauges: the last value. Sums that only grow: what was added since the point before. Others: the sum. */
  readonly value?: number;
  /** Sums that only grow: added per second. Histograms: measurements per second. */
  readonly rate?: number;
  /** Histograms and summaries: measurements since the point before. */
  readonly count?: number;
  readonly sum?: number;
  readonly min?: number;
  readonly max?: number;
  readonly buckets?: readonly Bucket[];
  readonly p50?: number;
  readonly p90?: number;
  readonly p99?: number;
}

/** Points with the same attributes, or the same value of the attribute that was split by. */
export interface MetricSeries {
  readonly attributes: readonly JsonAttribute[];
  readonly points: readonly MetricPoint[];
  readonly exemplars: readonly JsonExemplar[];
}

/** A metric with its points. */
export interface MetricData {
  readonly metric: MetricSummary;
  readonly series: readonly MetricSeries[];
}
