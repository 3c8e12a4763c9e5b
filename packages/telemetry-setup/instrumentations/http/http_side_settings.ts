import type { InstrumentationConfig } from "../instrumentation.ts";
import { type CaptureHeaders, createHeaderCapture } from "./capture_headers.ts";
import { createKnownMethods } from "./known_methods.ts";
import { createQueryRedactor } from "./redact_query.ts";
import { createTextRedactor } from "./redact_text.ts";
import { createUrlRedactor } from "./redact_url.ts";

/** What the user asked for of one side of HTTP, made ready for each request. */
export interface HttpSideSettings {
  /** Finds methods that are told as they are; others become `_OTHER`, so that they cannot be made up. */
  readonly findMethod: (sent: string) => string | undefined;
  readonly redactQuery: (query: string) => string;
  readonly redactUrl: (url: string) => string;
  /** Redacts the URLs in a text. */
  readonly redactText: (text: string) => string;
  readonly captureRequestHeaders: CaptureHeaders | undefined;
  readonly captureResponseHeaders: CaptureHeaders | undefined;
  /** Found in the URLs of requests that are not recorded. */
  readonly excludedUrls: RegExp | undefined;
  readonly exceptionsAsEvents: boolean;
  readonly exceptionsAsLogs: boolean;
}

/** Makes the configuration of HTTP servers or clients ready, once at their start. */
export function createHttpSideSettings(
  side: "client" | "server",
  { http, sensitive_query_parameters, otel_deno }: InstrumentationConfig,
): HttpSideSettings {
  const { known_methods, request_captured_headers, response_captured_headers } = http[side];
  const excluded = otel_deno[`http_${side}_excluded_urls`];
  const { sanitized_headers: sanitized, exception_signal_opt_in: exceptions } = otel_deno;
  const redactQuery = createQueryRedactor(sensitive_query_parameters);
  const redactUrl = createUrlRedactor(redactQuery);
  return {
    findMethod: createKnownMethods(known_methods),
    redactQuery,
    redactUrl,
    redactText: createTextRedactor(redactUrl),
    captureRequestHeaders: createHeaderCapture(request_captured_headers, {
      prefix: "http.request.header.",
      sanitized,
    }),
    captureResponseHeaders: createHeaderCapture(response_captured_headers, {
      prefix: "http.response.header.",
      sanitized,
    }),
    excludedUrls: excluded.length === 0
      ? undefined
      : new RegExp(excluded.map((pattern) => `(?:${pattern})`).join("|")),
    exceptionsAsEvents: exceptions !== "logs",
    exceptionsAsLogs: exceptions !== null,
  };
}
