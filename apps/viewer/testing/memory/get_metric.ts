import type { MetricData, MetricPoint, MetricQuery, MetricSeries } from "../../contract/mod.ts";
import { listMetrics, metricKey } from "./list_metrics.ts";
import { textOf } from "./matches_attributes.ts";
import { quantileOf } from "./quantile_of.ts";
import type { StoredMetric, StoredPoint } from "./stored_items.ts";

/** The points of a metric: what came since the point before. Points are not brought together. */
export function getMetric(
  metrics: readonly StoredMetric[],
  query: MetricQuery,
): MetricData | undefined {
  const { from = "0", to = String(2n ** 63n), run, splitBy } = query;
  const metric = listMetrics(metrics, {}).find(({ id }) => id === query.id);
  if (metric === undefined) return undefined;
  const exports = [...Map.groupBy(metrics, metricKey).values()][query.id - 1]!
    .filter((one) => run === undefined || one.run === run);
  const streams = Map.groupBy(
    exports.flatMap(({ points, run }) => points.map((point) => ({ point, run }))),
    ({ point, run }) => JSON.stringify([run, point.attributes]),
  );
  const series = [...streams.values()].map((stream): MetricSeries => {
    const points = stream.map(({ point }) => point);
    const { attributes } = points[0]!;
    const inRange = ({ timeUnixNano: time }: { readonly timeUnixNano: string }) =>
      BigInt(time) >= BigInt(from) && BigInt(time) <= BigInt(to);
    return {
      attributes,
      points: toDifferences(points, metric).filter(inRange),
      exemplars: points.flatMap(({ exemplars }) => exemplars).filter(inRange),
    };
  });
  if (splitBy === undefined) return { metric, series };
  const groups = Map.groupBy(series, ({ attributes }) => {
    const attribute = attributes.find(({ key }) => key === splitBy);
    return attribute === undefined ? "" : textOf(attribute.value);
  });
  return {
    metric,
    series: [...groups].map(([value, members]) => ({
      attributes: [{ key: splitBy, value: { stringValue: value } }],
      points: [
        ...Map.groupBy(members.flatMap(({ points }) => points), (point) => point.timeUnixNano),
      ]
        .map(([, points]) => points.reduce(add))
        .sort((a, b) => Number(BigInt(a.timeUnixNano) - BigInt(b.timeUnixNano))),
      exemplars: members.flatMap(({ exemplars }) => exemplars),
    })),
  };
}

function toDifferences(
  points: readonly StoredPoint[],
  { kind, monotonic, temporality }: Pick<StoredMetric, "kind" | "monotonic" | "temporality">,
): MetricPoint[] {
  const cumulative = temporality === "cumulative";
  return points.map((point, index): MetricPoint => {
    const before = points[index - 1];
    const { timeUnixNano } = point;
    const seconds = before === undefined
      ? 10
      : Math.max(Number(BigInt(timeUnixNano) - BigInt(before.timeUnixNano)) / 1e9, 1e-9);
    const since = (now = 0, then = 0) => cumulative && now >= then ? now - then : now;
    if (point.counts !== undefined) {
      const counts = point.counts.map((count, at) => since(count, before?.counts?.[at]));
      const count = since(point.count, before?.count);
      const buckets = counts.map((count, at) => ({
        lower: at === 0 ? "-Infinity" as const : point.bounds![at - 1]!,
        upper: point.bounds![at] === Infinity ? "Infinity" as const : point.bounds![at]!,
        count,
      }));
      const quantiles = count === 0 ? {} : {
        p50: quantileOf(buckets, 0.5),
        p90: quantileOf(buckets, 0.9),
        p99: quantileOf(buckets, 0.99),
      };
      return {
        timeUnixNano,
        rate: count / seconds,
        count,
        sum: since(point.sum, before?.sum),
        buckets,
        ...quantiles,
      };
    }
    if (kind !== "sum" || !monotonic) return { timeUnixNano, value: point.value ?? 0 };
    const value = since(point.value, before?.value);
    return { timeUnixNano, value, rate: value / seconds };
  });
}

function add(a: MetricPoint, b: MetricPoint): MetricPoint {
  const plus = (key: "value" | "rate" | "count" | "sum") =>
    a[key] === undefined ? {} : { [key]: a[key] + (b[key] ?? 0) };
  const buckets = a.buckets?.map((bucket, index) => ({
    ...bucket,
    count: bucket.count + (b.buckets?.[index]?.count ?? 0),
  }));
  return {
    timeUnixNano: a.timeUnixNano,
    ...plus("value"),
    ...plus("rate"),
    ...plus("count"),
    ...plus("sum"),
    ...(buckets === undefined ? {} : {
      buckets,
      p50: quantileOf(buckets, 0.5),
      p90: quantileOf(buckets, 0.9),
      p99: quantileOf(buckets, 0.99),
    }),
  };
}
