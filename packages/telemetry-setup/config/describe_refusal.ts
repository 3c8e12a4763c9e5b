import type { ConfigProblem } from "./config_problem.ts";

/**
 * Says in one line what could not be used and where it was set, where nothing is used instead: the
 * process ends.
 *
 * @example Usage
 * ```ts
 * import { describeRefusal } from "./describe_refusal.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(
 *   describeRefusal({
 *     setting: "OTEL_BSP_SCHEDULE_DELAY",
 *     received: "abc",
 *     expected: "a number of milliseconds",
 *     used: "5000",
 *   }),
 *   'Cannot use OTEL_BSP_SCHEDULE_DELAY="abc": expected a number of milliseconds',
 * );
 * ```
 */
export function describeRefusal(problem: ConfigProblem): string {
  const { setting, received, expected, reason = `expected ${expected}` } = problem;
  // JSON keeps line feeds and escape sequences of the value out of the line.
  return `Cannot use ${setting}=${JSON.stringify(received)}: ${reason}`;
}
