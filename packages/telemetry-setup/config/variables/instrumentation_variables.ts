import type { EnvVariable } from "../env_variable.ts";

const SEMCONV = "https://opentelemetry.io/docs/specs/semconv/";

/** What instrumentations observe, by names that several distributions have in common. */
export const INSTRUMENTATION_VARIABLES = [
  {
    name: "OTEL_SEMCONV_STABILITY_OPT_IN",
    type: "enumList",
    default: [],
    defaultText: "stable conventions only",
    values: [
      "http",
      "http/dup",
      "database",
      "database/dup",
      "rpc",
      "rpc/dup",
      "messaging",
      "messaging/dup",
      "code",
      "code/dup",
      "gen_ai_latest_experimental",
    ],
    // Only new names are sent, so that to ask for them alone changes nothing.
    notYet: ["http/dup", "database/dup", "rpc/dup", "messaging/dup", "code/dup"],
    description:
      "Which semantic conventions are used: always the new ones; `/dup` would be the old " +
      "ones beside them, which nothing here sends",
    specification: `${SEMCONV}non-normative/http-migration/#opting-in`,
  },
  {
    name: "OTEL_SEMCONV_EXCEPTION_SIGNAL_OPT_IN",
    type: "enum",
    default: null,
    defaultText: "events of spans",
    values: ["logs", "logs/dup"],
    stability: "development",
    description: "Exceptions as log records, instead of or beside events of spans",
    specification:
      `${SEMCONV}exceptions/exceptions-logs/#semantic-conventions-for-exceptions-in-logs`,
  },
  {
    name: "OTEL_INSTRUMENTATION_HTTP_KNOWN_METHODS",
    type: "list",
    default: [
      "GET",
      "HEAD",
      "POST",
      "PUT",
      "DELETE",
      "CONNECT",
      "OPTIONS",
      "TRACE",
      "PATCH",
      "QUERY",
    ],
    description: "HTTP methods that are named in telemetry; others are `_OTHER`",
    specification: `${SEMCONV}http/http-spans/#http-server-span`,
  },
  {
    name: "OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_SERVER_REQUEST",
    type: "patternList",
    default: [],
    defaultText: "none",
    description:
      "Names, or regular expressions for whole names, of headers to record of requests that a server receives",
  },
  {
    name: "OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_SERVER_RESPONSE",
    type: "patternList",
    default: [],
    defaultText: "none",
    description:
      "Names, or regular expressions for whole names, of headers to record of responses that a server sends",
  },
  {
    name: "OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_CLIENT_REQUEST",
    type: "patternList",
    default: [],
    defaultText: "none",
    description:
      "Names, or regular expressions for whole names, of headers to record of requests that a client sends",
  },
  {
    name: "OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_CLIENT_RESPONSE",
    type: "patternList",
    default: [],
    defaultText: "none",
    description:
      "Names, or regular expressions for whole names, of headers to record of responses that a client receives",
  },
  {
    name: "OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_SANITIZE_FIELDS",
    type: "patternList",
    default: [],
    defaultText: "none",
    description: "Regular expressions for names of captured headers whose value is redacted",
  },
] as const satisfies readonly EnvVariable[];
