import type { AnyValue, Attributes } from "@opentelemetry/api";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";

/**
 * A span of this distribution's own tracer, as its encoder reads it: times and attributes without the
 * objects that a {@linkcode ReadableSpan} has for them.
 */
export interface FlatSpan extends ReadableSpan {
  /** Seconds since the Unix epoch at which it started, and nanoseconds since then. */
  readonly startSeconds: number;
  readonly startNanos: number;
  readonly endSeconds: number;
  readonly endNanos: number;
  /** Keys and values by turns; `undefined` for none, or where there is an object. */
  readonly attributeList: readonly AnyValue[] | undefined;
  /** `undefined` as long as nobody has asked for one. */
  readonly attributeObject: Attributes | undefined;
}
