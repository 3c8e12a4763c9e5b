import type { KeyValue } from "./any_value.ts";
import type {
  ExponentialHistogramDataPoint,
  HistogramDataPoint,
  NumberDataPoint,
  SummaryDataPoint,
} from "./data_points.ts";
import type { InstrumentationScope } from "./instrumentation_scope.ts";
import type { Resource } from "./resource.ts";

/**
 * Metrics of any number of resources.
 *
 * @see {@link https://github.com/open-telemetry/opentelemetry-proto/blob/v1.11.0/opentelemetry/proto/metrics/v1/metrics.proto | metrics.proto}
 */
export interface MetricsData {
  /** One member for each resource. */
  readonly resourceMetrics: readonly ResourceMetrics[];
}

/** What `POST /v1/metrics` and `MetricsService.Export` take: the message {@link MetricsData}. */
export type ExportMetricsServiceRequest = MetricsData;

/** The metrics of one resource. */
export interface ResourceMetrics {
  /** The resource. */
  readonly resource?: Resource;
  /** One member for each instrumentation scope. */
  readonly scopeMetrics: readonly ScopeMetrics[];
  /** The schema of the resource, empty where unknown. */
  readonly schemaUrl: string;
}

/** The metrics of one instrumentation scope. */
export interface ScopeMetrics {
  /** The scope. */
  readonly scope?: InstrumentationScope;
  /** The metrics. */
  readonly metrics: readonly Metric[];
  /** The schema of the metrics, empty where unknown. */
  readonly schemaUrl: string;
}

/**
 * One metric with its data points; at most one of the five kinds is set.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/metrics/data-model/ | Metrics data model}
 */
export interface Metric {
  /** The name. */
  readonly name: string;
  /** What is measured, for people. */
  readonly description: string;
  /** The unit, in UCUM. */
  readonly unit: string;
  /** Current values. */
  readonly gauge?: Gauge;
  /** Sums of what was reported. */
  readonly sum?: Sum;
  /** Distributions over explicit buckets. */
  readonly histogram?: Histogram;
  /** Distributions over buckets that grow exponentially. */
  readonly exponentialHistogram?: ExponentialHistogram;
  /** Quantiles, as other systems report them. */
  readonly summary?: Summary;
  /** What else is known about the metric; not part of its identity. */
  readonly metadata: readonly KeyValue[];
}

/** Current values. */
export interface Gauge {
  /** One data point for each set of attributes. */
  readonly dataPoints: readonly NumberDataPoint[];
}

/** Sums of what was reported. */
export interface Sum {
  /** One data point for each set of attributes. */
  readonly dataPoints: readonly NumberDataPoint[];
  /** One of {@link AggregationTemporality}. */
  readonly aggregationTemporality: number;
  /** Whether the sum never falls. */
  readonly isMonotonic: boolean;
}

/** Distributions over explicit buckets. */
export interface Histogram {
  /** One data point for each set of attributes. */
  readonly dataPoints: readonly HistogramDataPoint[];
  /** One of {@link AggregationTemporality}. */
  readonly aggregationTemporality: number;
}

/** Distributions over buckets that grow exponentially. */
export interface ExponentialHistogram {
  /** One data point for each set of attributes. */
  readonly dataPoints: readonly ExponentialHistogramDataPoint[];
  /** One of {@link AggregationTemporality}. */
  readonly aggregationTemporality: number;
}

/** Quantiles, as other systems report them. */
export interface Summary {
  /** One data point for each set of attributes. */
  readonly dataPoints: readonly SummaryDataPoint[];
}

/** What a data point covers: the time since the last report, or since the start. */
export const AggregationTemporality = { UNSPECIFIED: 0, DELTA: 1, CUMULATIVE: 2 } as const;
