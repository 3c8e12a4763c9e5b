/** What has to be there before something acts on a setting. */
export type Topic =
  | "http instrumentation"
  | "logs of the application's loggers"
  | "delivery and spool"
  | "launch";

/**
 * Settings on which nothing acts yet, and what they wait for. Setting one is told in a warning. A
 * setting that works is no longer here: it has rows in the table of effects.
 */
export const SETTINGS_TO_COME: Readonly<Record<string, Topic>> = {
  OTEL_PYTHON_LOG_FORMAT: "logs of the application's loggers",
};
