import type { Verdict } from "./verdict.ts";

/** Options of {@linkcode retry}. */
export interface RetryOptions {
  /** Why, for people. @default "the receiver is busy" */
  readonly message?: string;
  /** Whether this sender sends too much: 429 instead of 503. @default false */
  readonly throttled?: boolean;
}

/**
 * The verdict that the sender should try again: UNAVAILABLE, over HTTP 503 with `Retry-After`.
 *
 * @param afterMs How long it should wait, in milliseconds; over HTTP rounded up to seconds. Without
 * it the sender decides, unless it is throttled: then it is 1 second, as gRPC's RESOURCE_EXHAUSTED
 * is final without a time.
 * @param options Why.
 * @throws {RangeError} If the time is no finite number of at least 0.
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#otlphttp-throttling | Throttling}
 *
 * @example
 * ```ts
 * import { retry } from "@otel-deno/otlp-receiver";
 * import { deepEqual } from "node:assert/strict";
 *
 * deepEqual(retry(2500, { message: "the disk is full" }), {
 *   outcome: "retry",
 *   code: 14,
 *   message: "the disk is full",
 *   afterMs: 2500,
 * });
 * ```
 */
export function retry(
  afterMs?: number,
  options: RetryOptions = {},
): Verdict & { readonly outcome: "retry" } {
  const { message = "the receiver is busy", throttled = false } = options;
  if (afterMs !== undefined && !(afterMs >= 0 && afterMs < Infinity)) {
    throw new RangeError(`Cannot ask for another attempt: the time to wait is ${afterMs} ms`);
  }
  if (throttled) return { outcome: "retry", code: 8, message, afterMs: afterMs ?? 1000 };
  return { outcome: "retry", code: 14, message, ...(afterMs === undefined ? {} : { afterMs }) };
}
