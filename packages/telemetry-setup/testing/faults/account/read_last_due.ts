import { readLedger } from "./ledger.ts";

/**
 * What was due to be kept of processes that were killed: the last number of each of their runs, or -1.
 *
 * @param path What their witnesses wrote.
 * @param killed The numbers of the processes.
 */
export function readLastDue(path: string, killed: Iterable<number>): ReadonlyMap<string, number> {
  const due = new Map<string, number>();
  for (const process of killed) {
    for (const kind of ["t", "l", "m"]) due.set(`${kind}${process}`, -1);
  }
  for (const { run, last } of readLedger(path)) {
    const before = due.get(run);
    if (before !== undefined) due.set(run, Math.max(before, last));
  }
  return due;
}
