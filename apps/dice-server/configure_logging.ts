import { configure, type LogLevel } from "@logtape/logtape";
import { createLogFormatter, type LogFormatterOptions } from "./create_log_formatter.ts";

/** Options for {@linkcode configureLogging}. */
export interface LoggingOptions extends LogFormatterOptions {
  /** The lowest level that is logged. */
  readonly level: LogLevel;
  /** Takes each finished line, its line feed included. */
  readonly write: (line: string) => void;
}

/**
 * Sends the server's log, and LogTape's own complaints from warning up, to one place.
 *
 * @param options The level, where the lines go, and whether they are coloured.
 * @returns When LogTape is configured.
 * @throws {ConfigError} If LogTape is configured already.
 *
 * @example Logging into an array
 * ```ts
 * import { configureLogging } from "./configure_logging.ts";
 * import { getLogger, reset } from "@logtape/logtape";
 * import { match } from "node:assert/strict";
 *
 * const lines: string[] = [];
 * await configureLogging({ level: "info", write: (line) => lines.push(line) });
 * getLogger(["dice-server"]).info("Hello");
 * await reset();
 * match(lines.join(""), / INFO  \[dice-server\] Hello\n$/);
 * ```
 */
export async function configureLogging(options: LoggingOptions): Promise<void> {
  const format = createLogFormatter(options);
  await configure({
    sinks: { lines: (record) => options.write(format(record)) },
    loggers: [
      { category: ["dice-server"], lowestLevel: options.level, sinks: ["lines"] },
      { category: ["logtape", "meta"], lowestLevel: "warning", sinks: ["lines"] },
    ],
  });
}
