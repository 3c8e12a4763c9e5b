import { summarize, type Summary } from "../harness/summarize.ts";
import type { StartTimes } from "./measure_start.ts";

/** What was measured of one variant. */
export interface VariantSummary {
  readonly running: Summary;
  readonly ended: Summary;
  /** What the variant adds to the first one, by round: both saw the same load. */
  readonly added: Summary;
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
