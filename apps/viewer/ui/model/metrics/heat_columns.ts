import type { Bucket, MetricSeries } from "../../../contract/metrics.ts";
import { bucketQuantile } from "./bucket_quantile.ts";

/** What was measured up to a moment, of all series together. */
export interface HeatColumn {
  /** Seconds since the epoch, with microseconds. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly buckets: readonly Bucket[];
  readonly p50: number | undefined;
  readonly p90: number | undefined;
  readonly p99: number | undefined;
}

/** The columns of a heat map: points of the same time are added up, bucket by bucket. */
export function heatColumns(series: readonly MetricSeries[]): readonly HeatColumn[] {
  const times = new Map<string, Map<string, Bucket>>();
  const own = new Map<string, { p50?: number; p90?: number; p99?: number; several: boolean }>();
  for (const { points } of series) {
    for (const point of points) {
      if (point.buckets === undefined) continue;
      const merged = times.get(point.timeUnixNano) ?? new Map<string, Bucket>();
      times.set(point.timeUnixNano, merged);
      own.set(point.timeUnixNano, { ...point, several: own.has(point.timeUnixNano) });
      for (const bucket of point.buckets) {
        const key = `${bucket.lower} ${bucket.upper}`;
        const before = merged.get(key)?.count ?? 0;
        merged.set(key, { ...bucket, count: before + bucket.count });
      }
    }
  }
  const sorted = [...times.keys()].sort((a, b) => BigInt(a) < BigInt(b) ? -1 : 1);
  const ends = sorted.map((time) => Number(BigInt(time) / 1000n) / 1e6);
  const step = medianStep(ends);
  return sorted.map((time, index) => {
    const buckets = [...times.get(time)!.values()]
      .sort((a, b) => Number(a.upper) - Number(b.upper));
    const to = ends[index]!;
    const before = ends[index - 1];
    const { several, p50, p90, p99 } = own.get(time)!;
    return {
      // After a pause the column is as wide as the others: what was before is not known.
      from: before === undefined || to - before > 2.5 * step ? to - step : before,
      to,
      count: buckets.reduce((sum, { count }) => sum + count, 0),
      buckets,
      p50: several ? bucketQuantile(buckets, 0.5) : p50,
      p90: several ? bucketQuantile(buckets, 0.9) : p90,
      p99: several ? bucketQuantile(buckets, 0.99) : p99,
    };
  });
}

function medianStep(times: readonly number[]): number {
  const steps = times.slice(1).map((time, index) => time - times[index]!).sort((a, b) => a - b);
  return steps[Math.floor(steps.length / 2)] ?? 10;
}
