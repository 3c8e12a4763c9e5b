import type { AnyValue, Attributes } from "@opentelemetry/api";
import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import type { FlatSpan } from "./flat_span.ts";

/**
 * A log record of this distribution's own logger, as its encoder reads it: times and attributes without
 * the objects that a {@linkcode ReadableLogRecord} has for them.
 */
export interface FlatLogRecord extends ReadableLogRecord {
  /** Seconds since the Unix epoch at which it happened, and nanoseconds since then. */
  readonly seconds: number;
  readonly nanos: number;
  /** The same of when it was observed. */
  readonly observedSeconds: number;
  readonly observedNanos: number;
  /** Keys and values by turns; `undefined` for none, or where there is an object. */
  readonly attributeList: readonly AnyValue[] | undefined;
  /** Our own span whose context it has: its ids are there as bytes. `undefined` for any other one. */
  readonly ownSpan: FlatSpan | undefined;
  /** `undefined` as long as nobody has asked for one, or set what has no place in a list. */
  readonly attributeObject: Attributes | undefined;
}
