import { deepEqual, equal } from "node:assert/strict";
import { decodeMetrics, type Metric } from "@otel-deno/otlp";
import { type PointSemantics, type ResolvedPoint, resolvePoints } from "./resolve_points.ts";

const CUMULATIVE: PointSemantics = { isCumulative: true, isMonotonic: true };
const DELTA: PointSemantics = { isCumulative: false, isMonotonic: true };

Deno.test("resolvePoints() takes a growing sum apart; the first point counts since its start", () => {
  const points = sum([[10, 20, 5], [10, 30, 9], [10, 40, 9]]);
  deepEqual(brief(resolvePoints(points, CUMULATIVE)), ["10-20 5", "20-30 4", "30-40 0"]);
});

Deno.test("resolvePoints() leaves out a first point of which it is not known since when it counts", () => {
  deepEqual(brief(resolvePoints(sum([[0, 20, 5], [0, 30, 9]]), CUMULATIVE)), ["20-30 4"]);
  deepEqual(brief(resolvePoints(sum([[20, 20, 5], [20, 30, 9]]), CUMULATIVE)), ["20-30 4"]);
});

Deno.test("resolvePoints() begins again where the sum does: by its start, or as it is less", () => {
  const restarted = sum([[10, 20, 5], [25, 30, 9], [25, 40, 10]]);
  deepEqual(brief(resolvePoints(restarted, CUMULATIVE)), ["10-20 5", "25-30 9", "30-40 1"]);
  const less = sum([[0, 20, 5], [0, 30, 2], [0, 40, 3]]);
  deepEqual(brief(resolvePoints(less, CUMULATIVE)), ["20-30 2", "30-40 1"]);
});

Deno.test("resolvePoints() leaves deltas as they are; without a start, since the point before", () => {
  const points = sum([[10, 20, 5], [20, 30, 4], [0, 40, 1]]);
  deepEqual(brief(resolvePoints(points, DELTA)), ["10-20 5", "20-30 4", "30-40 1"]);
});

Deno.test("resolvePoints() leaves a sum that may shrink as it is, and adds its deltas up", () => {
  const points = sum([[10, 20, 5], [10, 30, -2]]);
  const notMonotonic = { ...CUMULATIVE, isMonotonic: false };
  deepEqual(brief(resolvePoints(points, notMonotonic)), ["20 5", "30 -2"]);
  deepEqual(brief(resolvePoints(points, { ...notMonotonic, isCumulative: false })), [
    "20 5",
    "30 3",
  ]);
});

Deno.test("resolvePoints() leaves out points without a value", () => {
  const metric = toMetric({
    gauge: {
      dataPoints: [
        { timeUnixNano: "20", asDouble: 1.5 },
        { timeUnixNano: "30", flags: 1 },
        { timeUnixNano: "40", asInt: "-3" },
      ],
    },
  });
  deepEqual(brief(resolvePoints(metric, CUMULATIVE)), ["20 1.5", "40 -3"]);
});

Deno.test("resolvePoints() takes histograms apart, and forgets the extremes of the sum", () => {
  const point = (time: number, counts: number[], more: object = {}) => ({
    startTimeUnixNano: "10",
    timeUnixNano: String(time),
    count: String(counts.reduce((a, b) => a + b)),
    sum: time,
    bucketCounts: counts.map(String),
    explicitBounds: [1, 2],
    ...more,
  });
  const metric = toMetric({
    histogram: {
      aggregationTemporality: 2,
      dataPoints: [point(20, [1, 0, 0], { min: 0.5, max: 0.7 }), point(30, [1, 4, 2])],
    },
  });
  const [first, second] = resolvePoints(metric, CUMULATIVE);
  deepEqual([first?.count, first?.min, first?.max], [1, 0.5, 0.7]);
  deepEqual([second?.count, second?.sum, second?.min], [6, 10, undefined]);
  deepEqual(second?.distribution, { kind: "explicit", bounds: [1, 2], counts: [0, 4, 2] });
});

Deno.test("resolvePoints() takes exponential histograms of different scales apart", () => {
  const point = (time: number, scale: number, offset: number, counts: number[]) => ({
    startTimeUnixNano: "10",
    timeUnixNano: String(time),
    count: String(1 + counts.reduce((a, b) => a + b)),
    zeroCount: "1",
    scale,
    positive: { offset, bucketCounts: counts.map(String) },
  });
  const metric = toMetric({
    exponentialHistogram: {
      aggregationTemporality: 2,
      dataPoints: [point(20, 1, 2, [1, 2, 3]), point(30, 0, 1, [4, 5])],
    },
  });
  const [, second] = resolvePoints(metric, CUMULATIVE);
  equal(second?.count, 3);
  // Buckets 2, 3 and 4 of scale 1 are 1, 1 and 2 of scale 0.
  deepEqual(second?.distribution, {
    kind: "exponential",
    scale: 0,
    zeroThreshold: 0,
    zeroCount: 0,
    positive: new Map([[1, 1], [2, 2]]),
    negative: new Map(),
  });
});

Deno.test("resolvePoints() gives the quantiles of a summary, and what was added to its count", () => {
  const point = (time: number, count: number) => ({
    startTimeUnixNano: "10",
    timeUnixNano: String(time),
    count: String(count),
    sum: count * 2,
    quantileValues: [{ quantile: 0.5, value: time }],
  });
  const metric = toMetric({ summary: { dataPoints: [point(20, 3), point(30, 5)] } });
  const [, second] = resolvePoints(metric, CUMULATIVE);
  deepEqual([second?.count, second?.sum, second?.quantiles?.get(0.5)], [2, 4, 30]);
});

function sum(points: readonly (readonly [start: number, time: number, value: number])[]): Metric {
  return toMetric({
    sum: {
      dataPoints: points.map(([start, time, value]) => ({
        startTimeUnixNano: String(start),
        timeUnixNano: String(time),
        asInt: String(value),
      })),
    },
  });
}

function toMetric(metric: object): Metric {
  const json = JSON.stringify({ resourceMetrics: [{ scopeMetrics: [{ metrics: [metric] }] }] });
  return decodeMetrics(new TextEncoder().encode(json), "json").resourceMetrics[0]!.scopeMetrics[0]!
    .metrics[0]!;
}

function brief(points: readonly ResolvedPoint[]): readonly string[] {
  return points.map(({ since, time, value }) =>
    `${since === undefined ? "" : `${since}-`}${time} ${value}`
  );
}
