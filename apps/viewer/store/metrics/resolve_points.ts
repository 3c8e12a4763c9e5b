import type {
  ExponentialHistogramDataPoint,
  HistogramDataPoint,
  Metric,
  NumberDataPoint,
  SummaryDataPoint,
} from "@otel-deno/otlp";
import { addDistributions, type Distribution, isNonNegative } from "./distribution.ts";

const NO_RECORDED_VALUE = 1;

/** What happened up to a time, and since when. */
export interface ResolvedPoint {
  readonly time: bigint;
  /** Where it counts what was added: since when. */
  readonly since?: bigint;
  /** What was added; or what it is, where `since` is absent. */
  readonly value?: number;
  readonly count?: number;
  readonly sum?: number;
  readonly min?: number;
  readonly max?: number;
  readonly distribution?: Distribution;
  readonly quantiles?: ReadonlyMap<number, number>;
}

/** How points of one series say what they say. */
export interface PointSemantics {
  readonly isCumulative: boolean;
  readonly isMonotonic: boolean;
}

interface RawPoint extends ResolvedPoint {
  readonly start: bigint;
}

/**
 * Returns what each point adds to those before it: growing sums and distributions are taken apart,
 * and begin again where the counting did. What is no sum that grows stays as it is.
 *
 * @param metric The points of one series, in the order of their time.
 */
export function resolvePoints(
  metric: Metric,
  { isCumulative, isMonotonic }: PointSemantics,
): readonly ResolvedPoint[] {
  if (metric.gauge !== undefined) return metric.gauge.dataPoints.flatMap(toNumber).map(asValue);
  if (metric.sum !== undefined) {
    const points = metric.sum.dataPoints.flatMap(toNumber);
    if (isMonotonic) return isCumulative ? differences(points) : additions(points);
    return (isCumulative ? points : runningSums(points)).map(asValue);
  }
  const points = metric.histogram?.dataPoints.flatMap(toHistogram) ??
    metric.exponentialHistogram?.dataPoints.flatMap(toExponential) ??
    metric.summary?.dataPoints.flatMap(toSummary) ?? [];
  return isCumulative || metric.summary !== undefined ? differences(points) : additions(points);
}

/** Returns the number of a point, exact or not. */
export function pointNumber(
  { asDouble, asInt }: { readonly asDouble?: number; readonly asInt?: bigint },
): number {
  return asDouble ?? Number(asInt ?? 0n);
}

function asValue({ time, value = 0 }: RawPoint): ResolvedPoint {
  return { time, value };
}

function runningSums(points: readonly RawPoint[]): readonly RawPoint[] {
  let sum = 0;
  return points.map((point) => ({ ...point, value: sum += point.value ?? 0 }));
}

/** Points of which each counts for itself. */
function additions(points: readonly RawPoint[]): readonly ResolvedPoint[] {
  return points.map(({ start, ...point }, index) => ({
    ...point,
    since: start || (points[index - 1]?.time ?? point.time),
  }));
}

/** Points that count since their start. */
function differences(points: readonly RawPoint[]): readonly ResolvedPoint[] {
  const resolved: ResolvedPoint[] = [];
  for (const [index, { start, ...point }] of points.entries()) {
    const before = points[index - 1];
    const difference = before && subtract(point, before);
    // Counting began anew after the point before: all of it was added since.
    const isReset = before !== undefined &&
      (difference === undefined || start !== before.start && start >= before.time);
    if (before === undefined || isReset) {
      const isKnown = start !== 0n && start < point.time;
      if (isKnown) resolved.push({ ...point, since: start });
      else if (isReset) resolved.push({ ...point, since: before.time });
    } else if (difference !== undefined) resolved.push({ ...difference, since: before.time });
  }
  return resolved;
}

/** Undefined where something has become less. */
function subtract(point: ResolvedPoint, before: ResolvedPoint): ResolvedPoint | undefined {
  const { time, value, count, sum, distribution, quantiles } = point;
  const added = {
    time,
    ...(value !== undefined && { value: value - (before.value ?? 0) }),
    ...(count !== undefined && { count: count - (before.count ?? 0) }),
    ...(sum !== undefined && { sum: sum - (before.sum ?? 0) }),
    ...(distribution !== undefined && {
      distribution: before.distribution === undefined
        ? distribution
        : addDistributions(distribution, before.distribution, -1),
    }),
    // Quantiles are not those of what was added, but there are no others.
    ...(quantiles !== undefined && { quantiles }),
  };
  const isLess = (added.value ?? 0) < 0 || (added.count ?? 0) < 0 ||
    (added.distribution !== undefined && !isNonNegative(added.distribution));
  return isLess ? undefined : added;
}

function toNumber(point: NumberDataPoint): RawPoint[] {
  if (point.flags & NO_RECORDED_VALUE) return [];
  return [{
    start: point.startTimeUnixNano,
    time: point.timeUnixNano,
    value: pointNumber(point),
  }];
}

function toHistogram(point: HistogramDataPoint): RawPoint[] {
  const { bucketCounts, explicitBounds } = point;
  return distributionPoint(
    point,
    bucketCounts.length === 0
      ? undefined
      : { kind: "explicit", bounds: explicitBounds, counts: bucketCounts.map(Number) },
  );
}

function toExponential(point: ExponentialHistogramDataPoint): RawPoint[] {
  const toMap = ({ offset, bucketCounts }: NonNullable<typeof point.positive>) =>
    new Map(bucketCounts.map((count, index) => [offset + index, Number(count)]));
  return distributionPoint(point, {
    kind: "exponential",
    scale: point.scale,
    zeroThreshold: point.zeroThreshold,
    zeroCount: Number(point.zeroCount),
    positive: point.positive === undefined ? new Map() : toMap(point.positive),
    negative: point.negative === undefined ? new Map() : toMap(point.negative),
  });
}

function toSummary(point: SummaryDataPoint): RawPoint[] {
  if (point.flags & NO_RECORDED_VALUE) return [];
  return [{
    start: point.startTimeUnixNano,
    time: point.timeUnixNano,
    count: Number(point.count),
    sum: point.sum,
    quantiles: new Map(point.quantileValues.map(({ quantile, value }) => [quantile, value])),
  }];
}

function distributionPoint(
  point: HistogramDataPoint | ExponentialHistogramDataPoint,
  distribution: Distribution | undefined,
): RawPoint[] {
  if (point.flags & NO_RECORDED_VALUE) return [];
  const { startTimeUnixNano, timeUnixNano, count, sum, min, max } = point;
  return [{
    start: startTimeUnixNano,
    time: timeUnixNano,
    count: Number(count),
    ...(sum !== undefined && { sum }),
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(distribution && { distribution }),
  }];
}
