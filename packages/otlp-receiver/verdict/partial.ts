import type { Verdict } from "./verdict.ts";

/**
 * The verdict that some items were taken and others never will be.
 *
 * @param rejectedCount How many spans, data points or log records were not taken. With 0 the
 * message is a warning.
 * @param message Why, for people.
 * @throws {RangeError} If the count is no integer of at least 0.
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#partial-success | Partial success}
 *
 * @example
 * ```ts
 * import { partial } from "@otel-deno/otlp-receiver";
 * import { deepEqual } from "node:assert/strict";
 *
 * deepEqual(partial(2, "too old"), {
 *   outcome: "accepted",
 *   rejectedCount: 2,
 *   message: "too old",
 * });
 * ```
 */
export function partial(rejectedCount: number, message: string): Verdict {
  if (!Number.isSafeInteger(rejectedCount) || rejectedCount < 0) {
    throw new RangeError(`Cannot reject items in part: their count is ${rejectedCount}`);
  }
  return { outcome: "accepted", rejectedCount, message };
}
