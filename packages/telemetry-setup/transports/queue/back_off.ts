/** The longest that timers know, in milliseconds: 24 days. */
const LONGEST_MS = 2 ** 31 - 1;
const INITIAL_DELAY_MS = 1000;
const MAX_DELAY_MS = 5000;

/** When a receiver that failed is tried again. All times in milliseconds since the epoch. */
export interface BackOff {
  readonly isFailing: boolean;
  /** Before that it is not tried again. */
  readonly retryAt: number;
  /** Before that the receiver does not want to be tried again. */
  readonly heldUntil: number;
  /** Whether the attempt with this number, or a later one, has failed, and none succeeded since. */
  failedSince(attempt: number): boolean;
  /**
   * An attempt has failed.
   *
   * @param options.latest The number of the latest attempt that has begun. Those up to it count as
   * one failure, as they were under way at the same time.
   * @param options.afterMs How long the receiver wants to be left alone.
   */
  failed(attempt: number, options: { readonly latest: number; readonly afterMs: number }): void;
  succeeded(): void;
}

/**
 * Exponential back-off with jitter: 1 second, half as long again after each failure up to 5 seconds,
 * up to 20 % shorter or longer, and not before the receiver says.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/protocol/exporter/#retry}
 *
 * @example
 * ```ts
 * import { createBackOff } from "./back_off.ts";
 * import assert from "node:assert/strict";
 *
 * const backOff = createBackOff({ now: () => 0, random: () => 0.5 });
 * backOff.failed(1, { latest: 1, afterMs: 0 });
 * assert.equal(backOff.retryAt, 1000);
 * backOff.failed(2, { latest: 2, afterMs: 20_000 });
 * assert.equal(backOff.retryAt, 20_000);
 * ```
 */
export function createBackOff({ now, random }: {
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
}): BackOff {
  let delay = INITIAL_DELAY_MS;
  let isFailing = false;
  let retryAt = 0;
  let heldUntil = 0;
  let lastFailed = 0;
  /** Failures of attempts up to this one are the same failure. */
  let counted = 0;
  return {
    get isFailing() {
      return isFailing;
    },
    get retryAt() {
      return retryAt;
    },
    get heldUntil() {
      return heldUntil;
    },
    failedSince: (attempt) => isFailing && lastFailed > attempt,
    failed(attempt, { latest, afterMs }) {
      if (!isFailing) delay = INITIAL_DELAY_MS;
      else if (attempt > counted) delay = Math.min(delay * 1.5, MAX_DELAY_MS);
      if (!isFailing || attempt > counted) counted = latest;
      isFailing = true;
      lastFailed = Math.max(lastFailed, attempt);
      heldUntil = Math.max(heldUntil, now() + Math.min(afterMs, LONGEST_MS));
      // A receiver that asks for no wait gets one nevertheless, or it would be hammered.
      retryAt = Math.max(heldUntil, now() + Math.round(delay * (0.8 + 0.4 * random())));
    },
    succeeded() {
      isFailing = false;
      heldUntil = 0;
    },
  };
}
