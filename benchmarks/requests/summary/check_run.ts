import { ROADS } from "../variants.ts";
import { formatShare } from "./format_share.ts";
import type { Rounds } from "./rounds.ts";
import { summarizeShare } from "./summarize_share.ts";

/** So much more than the committed figure is no chance. */
const MOST_TIMES = 1.15;

/**
 * Tells which of our roads adds more than it may, a share of what the npm SDK adds by the median of
 * each run, or loses anything.
 *
 * @param rounds Of the run that is checked.
 * @param committed Of the run that the README shows.
 * @returns A line for each of that; none if all is well.
 */
export function checkRun(rounds: Rounds, committed: Rounds): readonly string[] {
  return ROADS.flatMap(({ id, title }) => {
    const shareIn = (run: Rounds) => summarizeShare(run, { id, peer: "npm" }).median;
    const ceiling = shareIn(committed) * MOST_TIMES;
    const share = shareIn(rounds);
    const [most, measured] = [ceiling, share].map((value) => formatShare(value, 2));
    const lost = rounds[id]!.reduce((sum, one) => sum + one.lost, 0);
    return [
      ...share > ceiling
        ? [`${title}: adds ${measured} of what the npm SDK adds, at most ${most}`]
        : [],
      ...lost > 0 ? [`${title}: loses ${lost} spans, log records, counts or durations`] : [],
    ];
  });
}
