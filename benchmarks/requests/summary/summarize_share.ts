import { summarize, type Summary } from "../../harness/summarize.ts";
import { addedByRound } from "./added_by_round.ts";
import type { Rounds } from "./rounds.ts";

/**
 * What a variant's telemetry adds, as a share of what another one's does in the same round.
 *
 * @throws {RangeError} If one of them was not measured.
 */
export function summarizeShare(
  rounds: Rounds,
  { id, peer }: { readonly id: string; readonly peer: string },
): Summary {
  const compared = addedByRound(rounds, peer);
  return summarize(addedByRound(rounds, id).map((added, round) => added / compared[round]!), 3);
}
