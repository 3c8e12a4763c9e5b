import type { InstrumentationConfig } from "../instrumentation.ts";
import { type CaptureHeaders, createHeaderCapture } from "./capture_headers.ts";
import { createQueryRedactor } from "./redact_query.ts";

/** What the user asked for of HTTP servers, made ready for each request. */
export interface HttpServerSettings {
  /** Methods that are told as they are; others become `_OTHER`, so that they cannot be made up. */
  readonly knownMethods: ReadonlySet<string>;
  readonly redactQuery: (query: string) => string;
  readonly captureRequestHeaders: CaptureHeaders | undefined;
  readonly captureResponseHeaders: CaptureHeaders | undefined;
  readonly trustProxy: boolean;
  /** Found in the URLs of requests that are not recorded. */
  readonly excludedUrls: RegExp | undefined;
  readonly exceptionsAsEvents: boolean;
  readonly exceptionsAsLogs: boolean;
  /** Whether the span tells when the answer began. */
  readonly firstByteEvent: boolean;
  readonly extraMetrics: boolean;
}

/** Makes the configuration of HTTP servers ready, once at their start. */
export function createHttpServerSettings(
  { http, sensitive_query_parameters, otel_deno }: InstrumentationConfig,
): HttpServerSettings {
  const { known_methods, request_captured_headers, response_captured_headers } = http.server;
  const {
    http_server_excluded_urls: excluded,
    sanitized_headers: sanitized,
    exception_signal_opt_in: exceptions,
  } = otel_deno;
  return {
    knownMethods: new Set(known_methods),
    redactQuery: createQueryRedactor(sensitive_query_parameters),
    captureRequestHeaders: createHeaderCapture(request_captured_headers, {
      prefix: "http.request.header.",
      sanitized,
    }),
    captureResponseHeaders: createHeaderCapture(response_captured_headers, {
      prefix: "http.response.header.",
      sanitized,
    }),
    trustProxy: otel_deno.trust_proxy,
    excludedUrls: excluded.length === 0
      ? undefined
      : new RegExp(excluded.map((pattern) => `(?:${pattern})`).join("|")),
    exceptionsAsEvents: exceptions !== "logs",
    exceptionsAsLogs: exceptions !== null,
    firstByteEvent: otel_deno.first_byte_event,
    extraMetrics: otel_deno.http_extra_metrics,
  };
}
