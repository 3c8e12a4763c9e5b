import { summarize } from "../../harness/summarize.ts";
import type { Report } from "./report.ts";

/** A timer's millisecond and some more. */
const LATE_MS = 10;

/**
 * Says whether the generator could keep its time, by the medians of how late requests left.
 *
 * @returns A sentence for the report where it could not; `undefined` if all is well.
 */
export function findLateness({ rounds }: Pick<Report, "rounds">): string | undefined {
  const medians = Object.values(rounds).flatMap((measured) => {
    const late = measured.flatMap(({ fixed }) => fixed === undefined ? [] : [fixed.load.lateP99]);
    return late.length === 0 ? [] : [summarize(late).median];
  });
  return Math.max(0, ...medians) <= LATE_MS
    ? undefined
    : "Others were at work on the machine: latencies and requests/s are not the application's, only " +
      "CPU and shares mean something.";
}
