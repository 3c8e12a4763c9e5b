import type { Metric, MetricsData } from "@otel-deno/otlp";
import {
  exponentialHistogramLines,
  histogramLines,
  numberLines,
  summaryLines,
} from "./data_points.ts";
import { attributeLines, resourceLines, scopeLines } from "./parts.ts";

const TEMPORALITIES = ["Unspecified", "Delta", "Cumulative"];

/** Metrics with everything that they have. */
export function* detailedMetrics({ resourceMetrics }: MetricsData): Generator<string> {
  for (const [index, each] of resourceMetrics.entries()) {
    yield* resourceLines(`ResourceMetrics #${index}`, each);
    for (const [index, inner] of each.scopeMetrics.entries()) {
      yield* scopeLines({ kind: "ScopeMetrics", index }, inner);
      for (const [index, metric] of inner.metrics.entries()) {
        yield `Metric #${index}`;
        yield* metricLines(metric);
      }
    }
  }
}

function* metricLines(metric: Metric): Generator<string> {
  const { gauge, sum, histogram, exponentialHistogram, summary } = metric;
  yield "Descriptor:";
  yield `     -> Name: ${metric.name}`;
  yield `     -> Description: ${metric.description}`;
  yield `     -> Unit: ${metric.unit}`;
  yield `     -> DataType: ${typeOf(metric)}`;
  yield* attributeLines("     -> Metadata", metric.metadata);
  if (sum !== undefined) yield `     -> IsMonotonic: ${sum.isMonotonic}`;
  const aggregated = sum ?? histogram ?? exponentialHistogram;
  if (aggregated !== undefined) {
    const temporality = TEMPORALITIES[aggregated.aggregationTemporality] ?? "";
    yield `     -> AggregationTemporality: ${temporality}`;
  }
  yield* numberLines((gauge ?? sum)?.dataPoints ?? []);
  yield* histogramLines(histogram?.dataPoints ?? []);
  yield* exponentialHistogramLines(exponentialHistogram?.dataPoints ?? []);
  yield* summaryLines(summary?.dataPoints ?? []);
}

function typeOf({ gauge, sum, histogram, exponentialHistogram, summary }: Metric): string {
  if (gauge !== undefined) return "Gauge";
  if (sum !== undefined) return "Sum";
  if (histogram !== undefined) return "Histogram";
  if (exponentialHistogram !== undefined) return "ExponentialHistogram";
  return summary === undefined ? "Empty" : "Summary";
}
