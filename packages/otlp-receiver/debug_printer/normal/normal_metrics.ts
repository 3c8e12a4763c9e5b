import type {
  ExponentialHistogramDataPoint,
  HistogramDataPoint,
  KeyValue,
  Metric,
  MetricsData,
  NumberDataPoint,
  SummaryDataPoint,
} from "@otel-deno/otlp";
import { exponentialBuckets } from "../values/exponential_buckets.ts";
import { formatFixed, formatShortest } from "../values/format_number.ts";
import { assignments, resourceLine, scopeLine } from "./parts.ts";

/** A line for each data point. */
export function* normalMetrics({ resourceMetrics }: MetricsData): Generator<string> {
  for (const [index, each] of resourceMetrics.entries()) {
    yield resourceLine(`ResourceMetrics #${index}`, each);
    for (const [index, inner] of each.scopeMetrics.entries()) {
      yield scopeLine(`ScopeMetrics #${index}`, inner);
      for (const metric of inner.metrics) yield* metricLines(metric);
    }
  }
}

function* metricLines(
  { name, gauge, sum, histogram, exponentialHistogram, summary }: Metric,
): Generator<string> {
  const line = ({ attributes }: { readonly attributes: readonly KeyValue[] }, value: string) =>
    `${name}{${assignments(attributes).join(",")}} ${value}`;
  for (const point of (gauge ?? sum)?.dataPoints ?? []) yield line(point, numberText(point));
  for (const point of histogram?.dataPoints ?? []) yield line(point, histogramText(point));
  for (const point of exponentialHistogram?.dataPoints ?? []) {
    yield line(point, exponentialHistogramText(point));
  }
  for (const point of summary?.dataPoints ?? []) yield line(point, summaryText(point));
}

function numberText({ asInt, asDouble }: NumberDataPoint): string {
  return asDouble === undefined ? String(asInt ?? "") : formatShortest(asDouble);
}

function histogramText(point: HistogramDataPoint): string {
  const { bucketCounts, explicitBounds } = point;
  const buckets = bucketCounts.map((count, index) => {
    const bound = explicitBounds[index];
    return bound === undefined ? String(count) : `le${formatShortest(bound)}=${count}`;
  });
  return [...measures(point), ...buckets].join(" ");
}

function exponentialHistogramText(point: ExponentialHistogramDataPoint): string {
  const { negative, zeroCount, positive } = exponentialBuckets(point);
  return [
    ...measures(point),
    ...negative.map(({ lower, count }) => `le${formatShortest(-lower)}=${count}`),
    ...(zeroCount === 0n ? [] : [`zero=${zeroCount}`]),
    ...positive.map(({ upper, count }) => `le${formatShortest(upper)}=${count}`),
  ].join(" ");
}

function summaryText({ count, sum, quantileValues }: SummaryDataPoint): string {
  return [
    `count=${count}`,
    `sum=${formatFixed(sum)}`,
    ...quantileValues.map(({ quantile, value }) =>
      `q${formatShortest(quantile)}=${formatShortest(value)}`
    ),
  ].join(" ");
}

function measures(
  { count, sum, min, max }: HistogramDataPoint | ExponentialHistogramDataPoint,
): string[] {
  return [
    `count=${count}`,
    ...(sum === undefined ? [] : [`sum=${formatShortest(sum)}`]),
    ...(min === undefined ? [] : [`min=${formatShortest(min)}`]),
    ...(max === undefined ? [] : [`max=${formatShortest(max)}`]),
  ];
}
