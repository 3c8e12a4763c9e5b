// Hot path: runs once for each time that the application gives.
import type { HrTime, TimeInput } from "@opentelemetry/api";
import { currentTime } from "../../clock/current_time.ts";

/**
 * Turns a time of the API into seconds and nanoseconds since the Unix epoch. A number that is not
 * later than `now` is a reading of `performance.now()`, any other one milliseconds since the epoch.
 *
 * @param now A reading of `performance.now()`, in milliseconds.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { toHrTime } from "./to_hr_time.ts";
 *
 * assert.deepEqual(toHrTime(new Date(1500), 20), [1, 500_000_000]);
 * assert.deepEqual(toHrTime(1_763_856_000_250, 20), [1_763_856_000, 250_000_000]);
 * ```
 */
export function toHrTime(time: TimeInput, now: number): HrTime {
  if (typeof time === "number") return time <= now ? currentTime(time) : fromMillis(time);
  return time instanceof Date ? fromMillis(time.getTime()) : time;
}

function fromMillis(millis: number): HrTime {
  return [Math.trunc(millis / 1000), Math.round(millis % 1000 * 1e6)];
}
