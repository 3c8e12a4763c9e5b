// Hot path: runs once a span.
import type { HrTime, TimeInput } from "@opentelemetry/api";
import { currentTime } from "../../clock/current_time.ts";
import type { SpanSettings } from "./span_settings.ts";
import { toHrTime } from "./to_hr_time.ts";

/** What has a start and gets an end. */
export interface Timed {
  readonly settings: SpanSettings;
  /** Whether the caller said when it started: then it may have been read from another clock. */
  readonly startsAtGivenTime: boolean;
  readonly startSeconds: number;
  readonly startNanos: number;
  endSeconds: number;
  endNanos: number;
}

/** From here on, the system's clock was set, or the machine slept, since the process started. */
const MAX_DRIFT_SECONDS = 1;

/**
 * Ends it at the time that is given, else now; never before it started.
 *
 * Now is as {@linkcode currentTime} has it, as at the start, unless the caller gave that and the
 * system's clock has gone another way since.
 */
export function setEndTime(span: Timed, given: TimeInput | undefined): void {
  const now = span.settings.now();
  let time = given === undefined ? currentTime(now) : toHrTime(given, now);
  if (given === undefined && span.startsAtGivenTime) time = bySystemClock(time);
  const [seconds, nanos] = [time[0], time[1]];
  const { startSeconds, startNanos } = span;
  const isBefore = seconds < startSeconds || seconds === startSeconds && nanos < startNanos;
  span.endSeconds = isBefore ? startSeconds : seconds;
  span.endNanos = isBefore ? startNanos : nanos;
}

function bySystemClock(time: HrTime): HrTime {
  const millis = Date.now();
  const drift = Math.abs(millis / 1000 - time[0] - time[1] / 1e9);
  return drift > MAX_DRIFT_SECONDS ? toHrTime(millis, 0) : time;
}
