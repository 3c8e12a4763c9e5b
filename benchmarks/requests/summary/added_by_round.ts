import type { Measured } from "../measure_variant.ts";
import { BARE } from "../variants.ts";
import type { Rounds } from "./rounds.ts";

/**
 * What a variant's telemetry adds: compared with no telemetry in the same round, since both saw the
 * same machine.
 *
 * @param figure By default microseconds of the processors' time for each request at saturation.
 */
export function addedByRound(
  rounds: Rounds,
  id: string,
  { figure = ({ saturation }) => saturation.cpuMicros }: {
    readonly figure?: (one: Measured) => number;
  } = {},
): readonly number[] {
  const bare = rounds[BARE.id] ?? [];
  return (rounds[id] ?? []).map((one, round) => figure(one) - figure(bare[round]!));
}
