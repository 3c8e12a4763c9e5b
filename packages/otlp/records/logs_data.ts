import type { AnyValue, KeyValue } from "./any_value.ts";
import type { InstrumentationScope } from "./instrumentation_scope.ts";
import type { Resource } from "./resource.ts";

/**
 * Log records of any number of resources.
 *
 * @see {@link https://github.com/open-telemetry/opentelemetry-proto/blob/v1.11.0/opentelemetry/proto/logs/v1/logs.proto | logs.proto}
 */
export interface LogsData {
  /** One member for each resource. */
  readonly resourceLogs: readonly ResourceLogs[];
}

/** What `POST /v1/logs` and `LogsService.Export` take: the message {@link LogsData}. */
export type ExportLogsServiceRequest = LogsData;

/** The log records of one resource. */
export interface ResourceLogs {
  /** The resource. */
  readonly resource?: Resource;
  /** One member for each instrumentation scope. */
  readonly scopeLogs: readonly ScopeLogs[];
  /** The schema of the resource, empty where unknown. */
  readonly schemaUrl: string;
}

/** The log records of one instrumentation scope. */
export interface ScopeLogs {
  /** The scope. */
  readonly scope?: InstrumentationScope;
  /** The log records. */
  readonly logRecords: readonly LogRecord[];
  /** The schema of the log records, empty where unknown. */
  readonly schemaUrl: string;
}

/**
 * One log record or event.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/logs/data-model/ | Logs data model}
 */
export interface LogRecord {
  /** When it happened, in nanoseconds since 1970-01-01 UTC, unsigned; 0 where unknown. */
  readonly timeUnixNano: bigint;
  /** One of {@link SeverityNumber}. */
  readonly severityNumber: number;
  /** The severity as the source wrote it, such as `WARN`. */
  readonly severityText: string;
  /** What it says. */
  readonly body?: AnyValue;
  /** What is known about it. */
  readonly attributes: readonly KeyValue[];
  /** How many attributes were left out, an unsigned integer of 32 bits. */
  readonly droppedAttributesCount: number;
  /** Bits 0 to 7: W3C trace flags. */
  readonly flags: number;
  /** Lowercase hexadecimal digits, 32 in a valid id; empty outside of a trace. */
  readonly traceId: string;
  /** Lowercase hexadecimal digits, 16 in a valid id; empty outside of a span. */
  readonly spanId: string;
  /** When it was seen, in nanoseconds since 1970-01-01 UTC, unsigned. */
  readonly observedTimeUnixNano: bigint;
  /** What kind of event it is; empty where it is a plain log record. */
  readonly eventName: string;
}

/**
 * How severe a log record is.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber | SeverityNumber}
 */
export const SeverityNumber = {
  UNSPECIFIED: 0,
  TRACE: 1,
  TRACE2: 2,
  TRACE3: 3,
  TRACE4: 4,
  DEBUG: 5,
  DEBUG2: 6,
  DEBUG3: 7,
  DEBUG4: 8,
  INFO: 9,
  INFO2: 10,
  INFO3: 11,
  INFO4: 12,
  WARN: 13,
  WARN2: 14,
  WARN3: 15,
  WARN4: 16,
  ERROR: 17,
  ERROR2: 18,
  ERROR3: 19,
  ERROR4: 20,
  FATAL: 21,
  FATAL2: 22,
  FATAL3: 23,
  FATAL4: 24,
} as const;
