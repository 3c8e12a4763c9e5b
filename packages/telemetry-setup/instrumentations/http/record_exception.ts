import { type Context, type Logger, SeverityNumber, type Span } from "@opentelemetry/api";
import {
  ATTR_EXCEPTION_MESSAGE,
  ATTR_EXCEPTION_STACKTRACE,
  ATTR_EXCEPTION_TYPE,
} from "@opentelemetry/semantic-conventions";
import { currentTime } from "../../clock/current_time.ts";
import type { ThrownDescription } from "./describe_thrown.ts";
import type { HttpSideSettings } from "./http_side_settings.ts";

/** Names of the events, copied, because they are not stable in the conventions 1.45. */
const EVENTS = {
  server: {
    eventName: "http.server.request.exception",
    severityNumber: SeverityNumber.ERROR,
    severityText: "ERROR",
  },
  client: {
    eventName: "http.client.request.exception",
    severityNumber: SeverityNumber.WARN,
    severityText: "WARN",
  },
  other: {
    eventName: "exception",
    severityNumber: SeverityNumber.ERROR,
    severityText: "ERROR",
  },
} as const;

/** Where an exception goes. */
export interface ExceptionDestination {
  /** The side of a request; `other` is for what is none. */
  readonly side: keyof typeof EVENTS;
  /** What the request was served or sent in, or the call done. */
  readonly context: Context;
  readonly logger: Logger;
  readonly settings: Pick<HttpSideSettings, "exceptionsAsEvents" | "exceptionsAsLogs">;
}

/**
 * Records an exception on a span, as a log record, or both, as the user asked.
 *
 * @param thrown Holds no secrets any more.
 * @see {@link https://opentelemetry.io/docs/specs/semconv/http/http-exceptions/}
 */
export function recordException(
  span: Span,
  { type, message, stack }: ThrownDescription,
  { side, context, logger, settings }: ExceptionDestination,
): void {
  if (settings.exceptionsAsEvents) {
    // Not the error itself: of one with a `code`, the SDK would make that the type.
    span.recordException({ message, ...type && { name: type }, ...stack && { stack } });
  }
  if (!settings.exceptionsAsLogs) return;
  const time = currentTime();
  logger.emit({
    ...EVENTS[side],
    timestamp: time,
    observedTimestamp: time,
    context,
    attributes: {
      [ATTR_EXCEPTION_MESSAGE]: message,
      ...type && { [ATTR_EXCEPTION_TYPE]: type },
      ...stack && { [ATTR_EXCEPTION_STACKTRACE]: stack },
    },
  });
}
