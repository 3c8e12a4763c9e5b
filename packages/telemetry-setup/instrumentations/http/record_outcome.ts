// Hot path: runs once a request.
import {
  type Context,
  type Logger,
  SeverityNumber,
  type Span,
  SpanStatusCode,
} from "@opentelemetry/api";
import {
  ATTR_EXCEPTION_MESSAGE,
  ATTR_EXCEPTION_STACKTRACE,
  ATTR_EXCEPTION_TYPE,
} from "@opentelemetry/semantic-conventions";
import { currentTime } from "../../clock/current_time.ts";
import type { ActiveServerRequest } from "./active_server_request.ts";
import { describeThrown, type ThrownDescription } from "./describe_thrown.ts";
import type { HttpServerSettings } from "./http_server_settings.ts";

/** Copied, because it is not stable in the conventions 1.45. */
const EXCEPTION_EVENT = "http.server.request.exception";

/** Where exceptions go. */
export interface OutcomeOptions {
  /** What the request was served in. */
  readonly context: Context;
  readonly logger: Logger;
  readonly settings: HttpServerSettings;
}

/**
 * Records on the span what came of a request. An answer of 5xx is the server's error, 4xx the
 * client's. An exception that the application made a 4xx of is no error either.
 *
 * @param status `undefined` if there is no answer.
 * @returns The `error.type`, if there is an error.
 * @see {@link https://opentelemetry.io/docs/specs/semconv/http/http-exceptions/}
 */
export function recordOutcome(
  { span, error }: ActiveServerRequest,
  status: number | undefined,
  options: OutcomeOptions,
): string | undefined {
  if (status !== undefined && status < 500) return undefined;
  if (error === undefined && status === undefined) return undefined;
  if (error === undefined) {
    span.setStatus({ code: SpanStatusCode.ERROR });
    return String(status);
  }
  const thrown = describeThrown(error);
  recordException(span, thrown, options);
  span.setStatus({ code: SpanStatusCode.ERROR, message: thrown.message });
  return thrown.type ?? "_OTHER";
}

function recordException(
  span: Span,
  { type, message, stack }: ThrownDescription,
  { context, logger, settings }: OutcomeOptions,
): void {
  if (settings.exceptionsAsEvents) {
    // Not the error itself: of one with a `code`, the SDK would make that the type.
    span.recordException({ message, ...type && { name: type }, ...stack && { stack } });
  }
  if (!settings.exceptionsAsLogs) return;
  const time = currentTime();
  logger.emit({
    eventName: EXCEPTION_EVENT,
    severityNumber: SeverityNumber.ERROR,
    severityText: "ERROR",
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
