import { BARE } from "../variants.ts";
import type { Rounds } from "./rounds.ts";

/**
 * What a variant's telemetry adds, in microseconds of the processors' time for each request at
 * saturation: compared with no telemetry in the same round, since both saw the same machine.
 */
export function addedByRound(rounds: Rounds, id: string): readonly number[] {
  const bare = rounds[BARE.id] ?? [];
  return (rounds[id] ?? []).map(({ saturation }, round) =>
    saturation.cpuMicros - bare[round]!.saturation.cpuMicros
  );
}
