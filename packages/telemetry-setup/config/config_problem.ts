import { describeRefusal } from "./describe_refusal.ts";

/** A setting that could not be used as it was given. */
export interface ConfigProblem {
  /** Name of the setting, such as `OTEL_BSP_SCHEDULE_DELAY`. */
  readonly setting: string;
  /** What was given; masked where it is a secret. */
  readonly received: string;
  /** What would have been right, such as `a number of milliseconds`. */
  readonly expected: string;
  /** What is used instead, such as `5000`. */
  readonly used: string;
  /** What stands in the way, where the value itself is right: `not supported yet`. */
  readonly reason?: string;
}

/**
 * Says in one line what could not be used, where it was set, and what is used instead.
 *
 * @example Usage
 * ```ts
 * import { describeProblem } from "./config_problem.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(
 *   describeProblem({
 *     setting: "OTEL_BSP_SCHEDULE_DELAY",
 *     received: "abc",
 *     expected: "a number of milliseconds",
 *     used: "5000",
 *   }),
 *   'Cannot use OTEL_BSP_SCHEDULE_DELAY="abc": expected a number of milliseconds; using 5000',
 * );
 * ```
 */
export function describeProblem(problem: ConfigProblem): string {
  return `${describeRefusal(problem)}; using ${problem.used}`;
}
