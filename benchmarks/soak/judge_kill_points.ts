import type { SoakFaultReport } from "./run_apart.ts";

/** So often each kind of point has to be reached, by all chains of processes together. */
const LEAST = 20;
/** So many kills there have to be. */
const LEAST_KILLS = 200;

/**
 * Says whether chains of processes that are killed were killed everywhere: what was reached is seen
 * from outside, and differs from run to run.
 *
 * @param kinds The names of all kinds.
 * @param kills How many processes were killed.
 */
export function judgeKillPoints(
  reports: readonly SoakFaultReport[],
  { kinds, kills }: { readonly kinds: readonly string[]; readonly kills: number },
): SoakFaultReport {
  const counts = kinds.map((kind) => ({
    kind,
    count: reports.reduce((sum, { reached }) => sum + (reached?.[kind] ?? 0), 0),
  }));
  return {
    name: `all ${kills} kills: ${counts.map(({ kind, count }) => `${count} ${kind}`).join("; ")}`,
    problems: [
      ...kills < LEAST_KILLS ? [`there were ${kills} kills, not ${LEAST_KILLS}`] : [],
      ...counts.filter(({ count }) => count < LEAST)
        .map(({ kind, count }) => `"${kind}" was reached ${count} times, not ${LEAST}`),
    ],
    said: "",
  };
}
