import { ROADS } from "../variants.ts";
import { formatShare } from "./format_share.ts";
import type { Rounds } from "./rounds.ts";
import { summarizeShare } from "./summarize_share.ts";

/** So much more than the committed figure is no chance. */
const MOST_TIMES = 1.15;

/**
 * Tells which of our roads adds more than it may: a share of what the npm SDK adds, by the median of
 * each run.
 *
 * @param rounds Of the run that is checked.
 * @param committed Of the run that the README shows.
 * @returns A line for each road that does; none if all is well.
 */
export function checkCeilings(rounds: Rounds, committed: Rounds): readonly string[] {
  return ROADS.flatMap(({ id, title }) => {
    const shareIn = (run: Rounds) => summarizeShare(run, { id, peer: "npm" }).median;
    const ceiling = shareIn(committed) * MOST_TIMES;
    const share = shareIn(rounds);
    if (share <= ceiling) return [];
    const [most, measured] = [ceiling, share].map((value) => formatShare(value, 2));
    return [`${title}: adds ${measured} of what the npm SDK adds, at most ${most}`];
  });
}
