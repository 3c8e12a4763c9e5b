import type {
  ExponentialHistogramDataPoint,
  HistogramDataPoint,
  Metric,
  NumberDataPoint,
  SummaryDataPoint,
} from "@otel-deno/otlp";

/** A data point of any kind. */
export type DataPoint =
  | NumberDataPoint
  | HistogramDataPoint
  | ExponentialHistogramDataPoint
  | SummaryDataPoint;

/** What is said of all points of a metric, and the points. */
export interface KindOfPoints {
  /** The number of the field of the message `Metric` that they are in. */
  readonly field: 5 | 7 | 9 | 10 | 11;
  readonly isMonotonic: boolean;
  readonly temporality: number;
  readonly points: readonly DataPoint[];
  /** Makes a metric with nothing but points. */
  readonly wrap: (dataPoints: readonly DataPoint[]) => Partial<Metric>;
}

/** Returns the points of a metric; undefined where it says nothing of their kind. */
export function pointsOfMetric(metric: Metric): KindOfPoints | undefined {
  const { gauge, sum, histogram, exponentialHistogram, summary } = metric;
  if (gauge !== undefined) return kind(5, "gauge", gauge);
  if (sum !== undefined) return kind(7, "sum", sum);
  if (histogram !== undefined) return kind(9, "histogram", histogram);
  if (exponentialHistogram !== undefined) {
    return kind(10, "exponentialHistogram", exponentialHistogram);
  }
  return summary && kind(11, "summary", summary);
}

function kind(
  field: KindOfPoints["field"],
  name: string,
  content: {
    readonly dataPoints: readonly DataPoint[];
    readonly aggregationTemporality?: number;
    readonly isMonotonic?: boolean;
  },
): KindOfPoints {
  return {
    field,
    isMonotonic: content.isMonotonic ?? false,
    temporality: content.aggregationTemporality ?? 0,
    points: content.dataPoints,
    wrap: (dataPoints) => ({ [name]: { dataPoints } }),
  };
}
