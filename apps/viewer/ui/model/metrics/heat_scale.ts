import type { HeatColumn } from "./heat_columns.ts";

/** The vertical axis of a heat map. */
export interface HeatScale {
  readonly min: number;
  readonly max: number;
  /** Where the bounds of the buckets lie far apart. */
  readonly logarithmic: boolean;
  /** Measurements in the fullest cell. */
  readonly most: number;
}

/** Finds the axis on which all buckets that hold something, and all examples, have a place. */
export function heatScale(
  columns: readonly HeatColumn[],
  exemplars: readonly { readonly value: number }[] = [],
): HeatScale {
  let [least, most, low, high] = [Infinity, 1, Infinity, -Infinity];
  const see = (value: number) => {
    if (!Number.isFinite(value)) return;
    low = Math.min(low, value);
    high = Math.max(high, value);
    if (value > 0) least = Math.min(least, value);
  };
  for (const { buckets, p99 } of columns) {
    for (const { lower, upper, count } of buckets) {
      if (count === 0) continue;
      most = Math.max(most, count);
      see(Number(lower));
      see(Number(upper));
    }
    if (p99 !== undefined) see(p99);
  }
  for (const { value } of exemplars) see(value);
  if (low > high) return { min: 0, max: 1, logarithmic: false, most };
  const logarithmic = low >= 0 && least < Infinity && high / least > 50;
  // What is at zero or below has no place on a logarithmic axis: its bucket gets a strip of its own.
  if (logarithmic) {
    return { min: low > 0 ? low * 0.8 : least / 2, max: high * 1.3, logarithmic, most };
  }
  const room = (high - low) * 0.05 || Math.abs(high) || 1;
  return {
    min: low >= 0 && low < high * 0.5 ? 0 : low - room,
    max: high + room,
    logarithmic,
    most,
  };
}
