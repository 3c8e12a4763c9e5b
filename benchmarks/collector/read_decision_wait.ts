/**
 * Reads from a gateway's configuration how long it waits before it decides on a trace.
 *
 * @returns Milliseconds.
 * @throws {Error} If there is no such setting in seconds.
 *
 * @example
 * ```ts
 * import { readDecisionWait } from "./read_decision_wait.ts";
 * import { equal } from "node:assert/strict";
 *
 * equal(readDecisionWait("processors:\n  tail_sampling:\n    decision_wait: 30s\n"), 30_000);
 * ```
 */
export function readDecisionWait(config: string): number {
  const seconds = /^\s+decision_wait:\s*(\d+)s\s*$/m.exec(config)?.[1];
  if (seconds === undefined) {
    throw new Error("Cannot measure: there is no decision_wait in seconds");
  }
  return Number(seconds) * 1000;
}
