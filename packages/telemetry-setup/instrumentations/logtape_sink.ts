// Hot path: runs once a log record.
import type { Attributes, HrTime, LoggerProvider } from "@opentelemetry/api";
import type { LogRecord, Sink } from "@logtape/logtape";
import { currentTime } from "../clock/current_time.ts";
import { describeException } from "./describe_values.ts";
import { findCaller } from "./find_caller.ts";
import { SEVERITIES } from "./severity.ts";

/**
 * Creates a sink that hands LogTape's records to the OpenTelemetry logs API: the category as scope,
 * the rendered message as body, the properties as attributes.
 *
 * It takes each record once, as several configured loggers may hand over the same one: that of a
 * category and those above it. It never throws, as LogTape would report that to the application's
 * log.
 *
 * @param options.now The time at which records are taken.
 * @param options.codeAttributes Whether to find the line of the application that logs.
 */
export function createLogtapeSink(
  loggerProvider: LoggerProvider,
  { now = currentTime, codeAttributes = false }: {
    readonly now?: () => HrTime;
    readonly codeAttributes?: boolean;
  } = {},
): Sink {
  const taken = new WeakSet<LogRecord>();
  const sink: Sink = (record) => {
    if (taken.has(record)) return;
    taken.add(record);
    try {
      const caller = codeAttributes ? findCaller({ below: sink, skip: LOGTAPE }) : undefined;
      const observedTimestamp = now();
      const observedMillis = observedTimestamp[0] * 1000 + observedTimestamp[1] / 1e6;
      loggerProvider.getLogger(record.category.join(".")).emit({
        ...SEVERITIES[record.level],
        body: record.message.map(renderPart).join(""),
        attributes: toAttributes(record.properties, caller),
        // LogTape tells whole milliseconds; a record of this very moment gets the finer time.
        timestamp: observedMillis - record.timestamp < 2 ? observedTimestamp : record.timestamp,
        observedTimestamp,
      });
    } catch {
      // Harmless before complete.
    }
  };
  return sink;
}

/** LogTape's modules, and what it prints or calls in between. */
const LOGTAPE = /[/@]@?logtape\/logtape[/@]/;

/** Even parts are the message's text, odd ones its values. */
function renderPart(part: unknown): string {
  if (typeof part === "string") return part;
  try {
    return Deno.inspect(part);
  } catch {
    return UNREADABLE;
  }
}

/**
 * Each property by itself: one that throws when it is read costs no other. The first error is
 * `exception.*`, too, unless the application has properties of these names.
 */
function toAttributes(
  properties: Readonly<Record<string, unknown>>,
  caller: Attributes | undefined,
): Attributes {
  const attributes: Attributes = { ...caller };
  let error: Error | undefined;
  for (const key of Object.keys(properties)) {
    try {
      const value = properties[key];
      if (error === undefined && value instanceof Error) error = value;
      attributes[key] = value;
    } catch {
      attributes[key] = UNREADABLE;
    }
  }
  return error === undefined ? attributes : { ...describeException(error), ...attributes };
}

const UNREADABLE = "[Unreadable]";
