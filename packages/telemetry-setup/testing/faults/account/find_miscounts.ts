import type { CountedPoints } from "./counted_points.ts";
import type { LedgerEntry } from "./ledger.ts";

/** What is known from outside of what applications count: one for each record, see `start_counter.ts`. */
export interface CountAccounts {
  readonly ledger: readonly LedgerEntry[];
  readonly points: CountedPoints;
  /** The numbers of the processes that ended in order, and so collected once more. */
  readonly complete: readonly number[];
}

/**
 * What is not as it was counted. Of data points that arrived, the sum has to be what was counted until
 * they were collected; of a process that ended in order, everything has to be collected.
 */
export function findMiscounts(
  { ledger, points, complete }: CountAccounts,
): readonly string[] {
  const problems: string[] = [];
  const recorded = new Map<string, number>();
  const collected = new Map<string, number>();
  let [expected, arrived] = [0, 0];
  for (const { run, first, last, counted } of ledger) {
    const process = run.slice(1);
    if (counted === undefined) add(recorded, process, last - first + 1);
    else {
      add(collected, process, counted);
      const value = points.valueOf(run, first);
      if (value === undefined) continue;
      expected += counted;
      arrived += value;
    }
  }
  if (arrived !== expected) problems.push(`of ${expected} that were counted, ${arrived} arrived`);
  if (points.contradictions > 0) {
    problems.push(`${points.contradictions} data points arrived with two values`);
  }
  for (const [process, count] of collected) {
    const most = recorded.get(process) ?? 0;
    if (count > most) problems.push(`process ${process} counted ${count} of ${most}`);
  }
  for (const process of complete.map(String)) {
    const [count, all] = [collected.get(process) ?? 0, recorded.get(process) ?? 0];
    if (count < all) problems.push(`process ${process} collected ${count} of ${all} as it ended`);
  }
  return problems;
}

function add(sums: Map<string, number>, key: string, count: number): void {
  sums.set(key, (sums.get(key) ?? 0) + count);
}
