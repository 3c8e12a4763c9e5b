import type { JsonLogRecord } from "../contract/mod.ts";
import { escapeText } from "./escape_text.ts";
import { formatAttributes, formatTime, formatValue } from "./format_value.ts";
import type { TextStyle } from "./text_style.ts";

const NAMES = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"] as const;

/** A log record in a line. */
export function formatLog(log: JsonLogRecord, style: TextStyle): string {
  const { severityNumber: number } = log;
  const name = NAMES[Math.ceil(number / 4) - 1] ?? escapeText(log.severityText, 10);
  const padded = name.padEnd(5);
  const severity = number >= 17
    ? style.bad(padded)
    : number >= 13
    ? style.warn(padded)
    : style.dim(padded);
  const parts = [
    style.dim(formatTime(log.timeUnixNano)),
    severity,
    style.dim(escapeText(log.service, 100)),
    log.eventName === "" ? "" : style.bold(escapeText(log.eventName, 100)),
    Object.keys(log.body).length === 0 ? "" : formatValue(log.body),
    style.dim(formatAttributes(log.attributes)),
    log.traceId === "" ? "" : style.dim(`trace ${log.traceId}`),
  ];
  return parts.filter((part) => part !== "").join(" ");
}
