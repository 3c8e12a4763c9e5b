import type { StartTimes } from "./measure_start.ts";

/** Middle and spread of some measurements, in milliseconds. */
export interface Summary {
  /** The smallest: what it takes where nothing else runs. */
  readonly least: number;
  readonly median: number;
  /** A quarter of them is less. */
  readonly lower: number;
  /** A quarter of them is more. */
  readonly upper: number;
}

/** What was measured of one variant. */
export interface VariantSummary {
  readonly running: Summary;
  readonly ended: Summary;
  /** What the variant adds to the first one, by round: both saw the same load. */
  readonly added: Summary;
}

/**
 * Sums up values by their quartiles, rounded to 0.1.
 *
 * @throws {RangeError} If there are none.
 */
export function summarize(values: readonly number[]): Summary {
  if (values.length === 0) throw new RangeError("Cannot sum up: there are no values");
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => {
    const position = share * (sorted.length - 1);
    const below = sorted[Math.floor(position)]!;
    const above = sorted[Math.ceil(position)]!;
    return Math.round((below + (above - below) * (position % 1)) * 10) / 10;
  };
  return { least: at(0), median: at(0.5), lower: at(0.25), upper: at(0.75) };
}

/** Sums up one variant, compared with another in the same rounds. */
export function summarizeVariant(
  rounds: readonly StartTimes[],
  compared: readonly StartTimes[],
): VariantSummary {
  return {
    running: summarize(rounds.map(({ running }) => running)),
    ended: summarize(rounds.map(({ ended }) => ended)),
    added: summarize(rounds.map(({ running }, round) => running - compared[round]!.running)),
  };
}
