/** What has to be there before something acts on a setting. */
export type Topic =
  | "http instrumentation"
  | "logs of the application's loggers"
  | "delivery and spool"
  | "speed"
  | "viewer"
  | "workers"
  | "launch";

const HEADERS = "OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS";

/**
 * Settings on which nothing acts yet, and what they wait for. Setting one is told in a warning. A
 * setting that works is no longer here: it has rows in the table of effects.
 */
export const SETTINGS_TO_COME: Readonly<Record<string, Topic>> = {
  [`${HEADERS}_CLIENT_REQUEST`]: "http instrumentation",
  [`${HEADERS}_CLIENT_RESPONSE`]: "http instrumentation",
  OTEL_DENO_HTTP_CLIENT_EXCLUDED_URLS: "http instrumentation",
  OTEL_DENO_FAST_PATH: "speed",
  OTEL_DENO_QUEUE_BYTES: "delivery and spool",
  OTEL_DENO_SPOOL_DIR: "delivery and spool",
  OTEL_DENO_SPOOL_MAX_BYTES: "delivery and spool",
  OTEL_DENO_SPOOL_MAX_AGE: "delivery and spool",
  OTEL_DENO_VIEWER_PORT: "viewer",
  OTEL_DENO_BROADCAST_CHANNEL: "workers",
  OTEL_PYTHON_LOG_FORMAT: "logs of the application's loggers",
};
