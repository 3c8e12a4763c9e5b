import type { AnyValue, Attributes } from "@opentelemetry/api";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";

/**
 * A span of this distribution's own tracer, as its encoder reads it: times, attributes and ids without
 * the objects that a {@linkcode ReadableSpan} has for them.
 */
export interface FlatSpan extends ReadableSpan {
  /** Seconds since the Unix epoch at which it started, and nanoseconds since then. */
  readonly startSeconds: number;
  readonly startNanos: number;
  readonly endSeconds: number;
  readonly endNanos: number;
  /** Where the bytes of an id are; `undefined` for an id that came from elsewhere, as digits. */
  readonly traceIdBytes: Uint8Array | undefined;
  readonly traceIdPosition: number;
  readonly spanIdBytes: Uint8Array | undefined;
  readonly spanIdPosition: number;
  readonly parentIdBytes: Uint8Array | undefined;
  readonly parentIdPosition: number;
  /** Keys and values by turns; `undefined` for none, or where there is an object. */
  readonly attributeList: readonly AnyValue[] | undefined;
  /** `undefined` as long as nobody has asked for one. */
  readonly attributeObject: Attributes | undefined;
  /** `undefined` where none was set. */
  readonly givenStatus: ReadableSpan["status"] | undefined;
  /** `undefined` where there is none. */
  readonly eventList: ReadableSpan["events"] | undefined;
  readonly linkList: ReadableSpan["links"] | undefined;
  /** `undefined` where nothing was dropped for a limit. */
  readonly dropped:
    | { readonly attributes: number; readonly events: number; readonly links: number }
    | undefined;
}
