// Hot path: runs once a request.
import { type Context, type Logger, SpanStatusCode } from "@opentelemetry/api";
import type { ActiveServerRequest } from "./active_server_request.ts";
import { describeThrown } from "./describe_thrown.ts";
import type { HttpServerSettings } from "./http_server_settings.ts";
import { recordException } from "./record_exception.ts";

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
  const thrown = describeThrown(error, options.settings.redactText);
  recordException(span, thrown, { side: "server", ...options });
  span.setStatus({ code: SpanStatusCode.ERROR, message: thrown.message });
  return thrown.type ?? "_OTHER";
}
