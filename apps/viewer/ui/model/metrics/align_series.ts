import type { MetricSeries } from "../../../contract/metrics.ts";
import { type MetricView, viewValue } from "./metric_view.ts";

/** Series as a chart needs them. */
export interface AlignedSeries {
  /** Seconds since the epoch, with microseconds, in order. */
  readonly times: readonly number[];
  /** A list a series, as long as `times`. */
  readonly values: readonly (readonly (number | null)[])[];
}

/** Brings series to the same times; `null` where one has no point. */
export function alignSeries(series: readonly MetricSeries[], view: MetricView): AlignedSeries {
  const all = new Set(series.flatMap(({ points }) => points.map((point) => point.timeUnixNano)));
  const sorted = [...all].sort((a, b) => BigInt(a) < BigInt(b) ? -1 : 1);
  const places = new Map(sorted.map((time, index) => [time, index]));
  const values = series.map(({ points }) => {
    const row = new Array<number | null>(sorted.length).fill(null);
    for (const point of points) {
      row[places.get(point.timeUnixNano)!] = viewValue(point, view) ?? null;
    }
    return row;
  });
  return { times: sorted.map((time) => Number(BigInt(time) / 1000n) / 1e6), values };
}
