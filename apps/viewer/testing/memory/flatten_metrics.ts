import {
  encodeMetrics,
  type ExponentialHistogramDataPoint,
  type HistogramDataPoint,
  type Metric,
  type MetricsData,
  type NumberDataPoint,
} from "@otel-deno/otlp";
import type { JsonExemplar } from "../../contract/mod.ts";
import { originOf } from "./origin_of.ts";
import type { StoredMetric, StoredPoint } from "./stored_items.ts";

/** Takes an export apart into its metrics. Summaries are left out: no sample has one. */
export function flattenMetrics(data: MetricsData): StoredMetric[] {
  const metrics: StoredMetric[] = [];
  for (const { resource, scopeMetrics, schemaUrl } of data.resourceMetrics) {
    for (const scopeMetric of scopeMetrics) {
      for (const metric of scopeMetric.metrics) {
        const alone = {
          resourceMetrics: [{
            ...(resource === undefined ? {} : { resource }),
            scopeMetrics: [{ ...scopeMetric, metrics: [metric] }],
            schemaUrl,
          }],
        };
        const line = new TextDecoder().decode(encodeMetrics(alone, "json"));
        const json = JSON.parse(line).resourceMetrics[0];
        const described = describe(metric);
        if (described === undefined) continue;
        metrics.push({
          ...originOf({
            resource: json.resource,
            resourceSchemaUrl: json.schemaUrl,
            scope: json.scopeMetrics[0].scope,
            scopeSchemaUrl: json.scopeMetrics[0].schemaUrl,
          }),
          name: metric.name,
          description: metric.description,
          unit: metric.unit,
          ...described,
          line: line + "\n",
        });
      }
    }
  }
  return metrics;
}

const TEMPORALITIES = ["unspecified", "delta", "cumulative"] as const;

function describe(
  { sum, gauge, histogram, exponentialHistogram }: Metric,
): Pick<StoredMetric, "kind" | "monotonic" | "temporality" | "points"> | undefined {
  if (sum !== undefined) {
    return {
      kind: "sum",
      monotonic: sum.isMonotonic,
      temporality: TEMPORALITIES[sum.aggregationTemporality] ?? "unspecified",
      points: sum.dataPoints.map(numberPoint),
    };
  }
  if (gauge !== undefined) {
    const points = gauge.dataPoints.map(numberPoint);
    return { kind: "gauge", monotonic: false, temporality: "unspecified", points };
  }
  const distribution = histogram ?? exponentialHistogram;
  if (distribution === undefined) return undefined;
  return {
    kind: histogram === undefined ? "exponential_histogram" : "histogram",
    monotonic: false,
    temporality: TEMPORALITIES[distribution.aggregationTemporality] ?? "unspecified",
    points: histogram?.dataPoints.map(histogramPoint) ??
      exponentialHistogram!.dataPoints.map(exponentialPoint),
  };
}

type AnyPoint = NumberDataPoint | HistogramDataPoint | ExponentialHistogramDataPoint;

function common(
  point: AnyPoint,
): Pick<StoredPoint, "timeUnixNano" | "attributes" | "exemplars"> {
  // The encoder is what turns values into OTLP/JSON.
  const json = JSON.parse(new TextDecoder().decode(encodeMetrics({
    resourceMetrics: [{
      scopeMetrics: [{
        metrics: [{
          gauge: { dataPoints: [{ attributes: point.attributes, exemplars: point.exemplars }] },
        }],
      }],
    }],
  }, "json"))).resourceMetrics[0].scopeMetrics[0].metrics[0].gauge.dataPoints[0];
  return {
    timeUnixNano: String(point.timeUnixNano),
    attributes: json.attributes ?? [],
    exemplars: point.exemplars.map((exemplar, index): JsonExemplar => ({
      timeUnixNano: String(exemplar.timeUnixNano),
      value: exemplar.asDouble ?? Number(exemplar.asInt ?? 0),
      traceId: exemplar.traceId,
      spanId: exemplar.spanId,
      attributes: json.exemplars[index].filteredAttributes ?? [],
    })),
  };
}

function numberPoint(point: NumberDataPoint): StoredPoint {
  return { ...common(point), value: point.asDouble ?? Number(point.asInt ?? 0) };
}

function histogramPoint(point: HistogramDataPoint): StoredPoint {
  return {
    ...common(point),
    count: Number(point.count),
    ...(point.sum === undefined ? {} : { sum: point.sum }),
    bounds: [...point.explicitBounds, Infinity],
    counts: point.bucketCounts.map(Number),
  };
}

/** Buckets of positive values only: no sample has others. */
function exponentialPoint(point: ExponentialHistogramDataPoint): StoredPoint {
  const { offset = 0, bucketCounts = [] } = point.positive ?? {};
  const base = 2 ** (2 ** -point.scale);
  return {
    ...common(point),
    count: Number(point.count),
    ...(point.sum === undefined ? {} : { sum: point.sum }),
    bounds: [base ** offset, ...bucketCounts.map((_, index) => base ** (offset + index + 1))],
    counts: [Number(point.zeroCount), ...bucketCounts.map(Number)],
  };
}
