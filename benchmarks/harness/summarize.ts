/** Middle and spread of some measurements. */
export interface Summary {
  /** The smallest: what it takes where nothing else runs. */
  readonly least: number;
  readonly median: number;
  /** A quarter of them is less. */
  readonly lower: number;
  /** A quarter of them is more. */
  readonly upper: number;
}

/**
 * Sums up values by their quartiles.
 *
 * @param digits How many digits behind the point are kept. @default {1}
 * @throws {RangeError} If there are no values.
 */
export function summarize(values: readonly number[], digits = 1): Summary {
  if (values.length === 0) throw new RangeError("Cannot sum up: there are no values");
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => {
    const position = share * (sorted.length - 1);
    const below = sorted[Math.floor(position)]!;
    const above = sorted[Math.ceil(position)]!;
    return Number((below + (above - below) * (position % 1)).toFixed(digits));
  };
  return { least: at(0), median: at(0.5), lower: at(0.25), upper: at(0.75) };
}
