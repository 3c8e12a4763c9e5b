// Hot path: runs once a log record.
import { type HrTime, type LoggerProvider, SeverityNumber } from "@opentelemetry/api";
import { currentTime } from "../clock/current_time.ts";
import { describeValues } from "./describe_values.ts";
import { findCaller } from "./find_caller.ts";

/** A record of `@std/log`, as far as it is read here. */
export interface StdLogRecord {
  /** The message as text, whatever it was logged as. */
  readonly msg: string;
  /** What was logged beside the message. */
  readonly args: unknown[];
  /** 10, 20, 30, 40, 50 from debug to critical. */
  readonly level: number;
  /** Such as `"INFO"`. */
  readonly levelName: string;
  /** The name by which the logger was asked for. */
  readonly loggerName: string;
  /** When it was logged. */
  readonly datetime: Date;
}

/** Options of {@linkcode emitStdLogRecord}. */
export interface EmitStdLogRecordOptions {
  /** The function that the logger calls; the application's line is above it. */
  readonly calledAs?: (...args: never[]) => unknown;
  /** The time at which records are taken. @default {@linkcode currentTime} */
  readonly now?: () => HrTime;
}

/**
 * Hands a record of `@std/log` to the OpenTelemetry logs API: the logger's name as scope, the message
 * as body, errors and plain objects among its arguments as attributes. Never throws.
 *
 * @param options.calledAs Where it is given, the line that logged is told, too.
 * @see {@link https://opentelemetry.io/docs/specs/otel/logs/data-model/#mapping-of-severitynumber}
 */
export function emitStdLogRecord(
  record: StdLogRecord,
  loggerProvider: LoggerProvider,
  { calledAs, now = currentTime }: EmitStdLogRecordOptions = {},
): void {
  try {
    const observedTimestamp = now();
    const observedMillis = observedTimestamp[0] * 1000 + observedTimestamp[1] / 1e6;
    const millis = record.datetime.getTime();
    loggerProvider.getLogger(record.loggerName).emit({
      severityNumber: severityOf(record.level),
      severityText: record.levelName,
      body: record.msg,
      attributes: {
        ...calledAs && findCaller({ below: calledAs, skip: STD_LOG }),
        ...describeValues(record.args),
      },
      // A `Date` has whole milliseconds; a record of this very moment gets the finer time.
      timestamp: Math.abs(observedMillis - millis) < 2 ? observedTimestamp : millis,
      observedTimestamp,
    });
  } catch {
    // Harmless before complete.
  }
}

/** The library's own modules: at JSR, at deno.land, and in a vendored copy. */
const STD_LOG = /[/@]@?std(?:@[^/]*)?\/log(?:@[^/]*)?\//;

function severityOf(level: number): SeverityNumber {
  if (level >= 50) return SeverityNumber.FATAL;
  if (level >= 40) return SeverityNumber.ERROR;
  if (level >= 30) return SeverityNumber.WARN;
  if (level >= 20) return SeverityNumber.INFO;
  return level >= 10 ? SeverityNumber.DEBUG : SeverityNumber.UNSPECIFIED;
}
