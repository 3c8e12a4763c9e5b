import { NON_RETRYABLE_STATUS, type NonRetryableCode } from "./non_retryable_status.ts";
import type { Verdict } from "./verdict.ts";

/**
 * The verdict that nothing was taken and that trying again is in vain.
 *
 * @param code The status of gRPC, such as 3, INVALID_ARGUMENT; over HTTP it becomes the status that
 * means the same, such as 400.
 * @param message Why, for people.
 * @throws {RangeError} If senders would try again after such a code.
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#failures | Failures}
 *
 * @example
 * ```ts
 * import { refuse } from "@otel-deno/otlp-receiver";
 * import { deepEqual } from "node:assert/strict";
 *
 * deepEqual(refuse(16, "no such token"), {
 *   outcome: "refused",
 *   code: 16,
 *   message: "no such token",
 * });
 * ```
 */
export function refuse(code: NonRetryableCode, message: string): Verdict {
  if (!Object.hasOwn(NON_RETRYABLE_STATUS, code)) {
    throw new RangeError(`Cannot refuse a request with code ${code}: senders would try again`);
  }
  return { outcome: "refused", code, message };
}
