// Hot path: onStart() runs once a span.
import type { Span, SpanProcessor } from "@opentelemetry/sdk-trace";
import { currentTime } from "../clock/current_time.ts";

/**
 * Gives spans a start finer than a millisecond. The SDK starts a span at `Date.now()`, which has
 * whole milliseconds, so that a child would seem to start before its parent; end and events it
 * derives from the start. Spans whose start the caller gave keep it.
 *
 * `_startTimeProvided` and `_performanceStartTime`, which the SDK reckons the end from, are
 * internal to its pinned version; without the first, spans stay as they are.
 */
export function createPreciseStartTime(): SpanProcessor {
  return {
    onStart(span: Span) {
      const writable = span as { -readonly [Key in keyof Span]: Span[Key] } & {
        _startTimeProvided?: boolean;
        _performanceStartTime?: number;
      };
      if (writable._startTimeProvided === false) {
        writable.startTime = currentTime(writable._performanceStartTime);
      }
    },
    onEnd() {},
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
}
