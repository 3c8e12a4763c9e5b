/** How late timers were, in seconds. */
export interface EventLoopDelay {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly stddev: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
}

/** Collects how late a repeating timer is. */
export interface EventLoopDelayRecorder {
  /** @param now Time of this call of the timer, in milliseconds of a monotonic clock. */
  tick(now: number): void;
  /** What came together since the last call of this; `undefined` where there is nothing. */
  take(): EventLoopDelay | undefined;
}

/** Of more ticks than that between two readings, the last are kept. */
const CAPACITY = 4096;

/**
 * Records by how much each interval of a timer is longer than it should be. A timer of our own,
 * since `monitorEventLoopDelay` of `node:perf_hooks` does not see a blocked loop on Deno 2.9.
 *
 * @param options.intervalMillis The interval that the timer was made with.
 * @param options.start The time it was made at, by the same clock as that of `tick`.
 *
 * @example Usage
 * ```ts
 * import { createEventLoopDelayRecorder } from "./event_loop_delay.ts";
 * import assert from "node:assert/strict";
 *
 * const delay = createEventLoopDelayRecorder({ intervalMillis: 20, start: 0 });
 * delay.tick(20);
 * delay.tick(540);
 * assert.equal(delay.take()?.max, 0.5);
 * assert.equal(delay.take(), undefined);
 * ```
 */
export function createEventLoopDelayRecorder(
  { intervalMillis, start }: { readonly intervalMillis: number; readonly start: number },
): EventLoopDelayRecorder {
  const delays = new Float64Array(CAPACITY);
  let last = start;
  let count = 0;
  return {
    tick(now) {
      delays[count % CAPACITY] = Math.max(0, now - last - intervalMillis) / 1000;
      count++;
      last = now;
    },
    take() {
      if (count === 0) return undefined;
      const sorted = delays.slice(0, Math.min(count, CAPACITY)).sort();
      count = 0;
      return summarize(sorted);
    },
  };
}

function summarize(sorted: Float64Array): EventLoopDelay {
  const { length } = sorted;
  const at = (rank: number) => sorted[Math.min(length, Math.max(1, Math.ceil(rank))) - 1]!;
  const mean = sorted.reduce((sum, value) => sum + value, 0) / length;
  const variance = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / length;
  return {
    min: at(1),
    max: at(length),
    mean,
    stddev: Math.sqrt(variance),
    p50: at(length * 0.5),
    p90: at(length * 0.9),
    p99: at(length * 0.99),
  };
}
