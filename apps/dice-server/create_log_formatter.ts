import { getTextFormatter, type LogLevel, type TextFormatter } from "@logtape/logtape";
import { escapeControlCharacters } from "./escape_control_characters.ts";

/** Options for {@linkcode createLogFormatter}. */
export interface LogFormatterOptions {
  /**
   * Whether to colour the line for a terminal.
   *
   * @default {false}
   */
  readonly colors?: boolean;
}

const LEVELS: Readonly<Record<LogLevel, { readonly name: string; readonly color: number }>> = {
  trace: { name: "TRACE", color: 90 },
  debug: { name: "DEBUG", color: 34 },
  info: { name: "INFO ", color: 32 },
  warning: { name: "WARN ", color: 33 },
  error: { name: "ERROR", color: 31 },
  fatal: { name: "FATAL", color: 35 },
};

/**
 * Creates the formatter of the server's own log: time (UTC), level, category and message on exactly
 * one line, whatever the record contains.
 *
 * @param options Whether to colour the line.
 * @returns A LogTape formatter; each line it returns ends with a line feed.
 *
 * @example A line of the log
 * ```ts
 * import { createLogFormatter } from "./create_log_formatter.ts";
 * import { equal } from "node:assert/strict";
 *
 * const line = createLogFormatter()({
 *   category: ["dice-server"],
 *   level: "warning",
 *   message: ["", "alice", " is rolling the dice: ", "4", ""],
 *   rawMessage: "{player} is rolling the dice: {result}",
 *   properties: { player: "alice", result: "4" },
 *   timestamp: Date.UTC(2026, 10, 22, 17, 20, 10, 407),
 * });
 * equal(line, "2026-11-22T17:20:10.407Z WARN  [dice-server] alice is rolling the dice: 4\n");
 * ```
 */
export function createLogFormatter(options: LogFormatterOptions = {}): TextFormatter {
  const paint = options.colors
    ? (code: number, text: string) => `\x1b[${code}m${text}\x1b[0m`
    : (_code: number, text: string) => text;

  return getTextFormatter({
    timestamp: "rfc3339",
    category: ".",
    value: (value, inspect) => typeof value === "string" ? value : inspect(value),
    // LogTape's sanitizer leaves colours and line breaks of the template and U+2028 alone.
    sanitize: false,
    format({ timestamp, category, message, record }) {
      const { name, color } = LEVELS[record.level];
      const source = `[${escapeControlCharacters(category)}]`;
      const time = paint(2, timestamp ?? "");
      return `${time} ${paint(color, name)} ${paint(2, source)} ${
        escapeControlCharacters(message)
      }`;
    },
  });
}
