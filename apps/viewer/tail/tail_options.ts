/** What `opentelemetry-tail` can show. */
export const TAIL_SIGNALS = ["traces", "logs", "metrics"] as const;

/** Names of severities, and the least number of each. */
export const SEVERITIES: Readonly<Record<string, number>> = {
  trace: 1,
  debug: 5,
  info: 9,
  warn: 13,
  error: 17,
  fatal: 21,
};

/** What `opentelemetry-tail` was asked to do. */
export interface TailOptions {
  /** Whether to print {@linkcode TAIL_HELP} and do nothing else. */
  readonly help: boolean;
  /** Where the viewer is: scheme, host and port. */
  readonly url: string;
  readonly tokenFile?: string;
  readonly signals: readonly (typeof TAIL_SIGNALS)[number][];
  readonly service?: string;
  readonly text?: string;
  /** As the API takes them: `key:value`, `!key:value`, `key`. */
  readonly attributes: readonly string[];
  readonly errors: boolean;
  readonly minDurationMillis?: number;
  readonly minSeverity?: number;
  readonly json: boolean;
}

/** What `--help` prints. */
export const TAIL_HELP = `opentelemetry-tail: what a viewer receives, as it comes in

Usage: tail.ts [options] [traces] [logs] [metrics]

      --url <url>              the viewer (default http://localhost:4319, or OTEL_DENO_VIEWER_PORT)
      --token-file <path>      the viewer's token stands in this file
      --service <name>         of this service only
      --text <words>           words of span names, log records or metric names
      --attribute <condition>  key:value, !key:value (not) or key (it is there); may be repeated
      --errors                 traces with an error, log records from error on
      --min-duration <ms>      traces that took this long
      --min-severity <name>    log records from trace, debug, info, warn, error or fatal on
      --json                   one JSON object a line
  -h, --help                   print this and exit

Exit codes: 1 if there is no viewer, 2 for a wrong option.
`;
