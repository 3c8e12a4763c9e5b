import { ROADS } from "../variants.ts";
import { formatShare } from "./format_share.ts";
import type { Rounds } from "./rounds.ts";
import { summarizeShare } from "./summarize_share.ts";

/** So much more than the committed figure is no chance. */
const MOST_TIMES = 1.15;

/** What is wrong, in a line, by what it is wrong with: that of one run is compared with another's. */
export type RunProblems = ReadonlyMap<string, string>;

/**
 * Tells which of our roads adds more than it may, a share of what the npm SDK adds by the median of
 * each run, or loses anything.
 *
 * @param rounds Of the run that is checked.
 * @param committed Of the run that the README shows.
 * @returns None if all is well.
 */
export function checkRun(rounds: Rounds, committed: Rounds): RunProblems {
  const problems = new Map<string, string>();
  for (const { id, title } of ROADS) {
    const shareIn = (run: Rounds) => summarizeShare(run, { id, peer: "npm" }).median;
    const ceiling = shareIn(committed) * MOST_TIMES;
    const share = shareIn(rounds);
    if (share > ceiling) {
      const [most, measured] = [ceiling, share].map((value) => formatShare(value, 2));
      problems.set(
        `${id} adds`,
        `${title}: adds ${measured} of what the npm SDK adds, at most ${most}`,
      );
    }
    const lost = rounds[id]!.reduce((sum, one) => sum + one.lost, 0);
    if (lost > 0) {
      problems.set(
        `${id} loses`,
        `${title}: loses ${lost} spans, log records, counts or durations`,
      );
    }
  }
  return problems;
}
