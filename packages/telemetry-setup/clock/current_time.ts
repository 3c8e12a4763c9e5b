// Hot path: two reads a span, one a log record.
import type { HrTime } from "@opentelemetry/api";
import { now } from "./now.ts";

/**
 * The current time as seconds and nanoseconds since the Unix epoch.
 *
 * Sub-millisecond and monotonic within the process, unlike `Date.now()`: a child never seems to
 * start before its parent. It follows the system clock as it stood when the process started.
 *
 * @param time A reading of `performance.now()`, in milliseconds, to be told as such a time.
 *
 * @example Two readings never go backwards
 * ```ts
 * import { currentTime } from "./current_time.ts";
 * import assert from "node:assert/strict";
 *
 * const [seconds, nanoseconds] = currentTime();
 * const [later, laterNanoseconds] = currentTime();
 * assert.ok(later > seconds || (later === seconds && laterNanoseconds >= nanoseconds));
 * ```
 */
export function currentTime(time: number = now()): HrTime {
  const originSeconds = Math.floor(ORIGIN / 1000);
  const milliseconds = ORIGIN - originSeconds * 1000 + time;
  const seconds = Math.floor(milliseconds / 1000);
  return [
    originSeconds + seconds,
    Math.floor((milliseconds - seconds * 1000) * 1e6),
  ];
}

const ORIGIN = performance.timeOrigin;
