// Hot path: runs for every id of every exported record.
import type { Repairs } from "./repairs.ts";

const TRACE_ID = /^[\da-f]{32}$/i;
const SPAN_ID = /^[\da-f]{16}$/i;

/**
 * Returns the id of a trace; the empty string for `undefined`, and, counted, for what is none.
 * Receivers refuse a whole request for an id of another length.
 */
export function toTraceId(id: string | undefined, repairs: Repairs): string {
  return id === undefined || TRACE_ID.test(id) ? id ?? "" : noId(repairs);
}

/** Returns the id of a span, as {@linkcode toTraceId} does that of a trace. */
export function toSpanId(id: string | undefined, repairs: Repairs): string {
  return id === undefined || SPAN_ID.test(id) ? id ?? "" : noId(repairs);
}

function noId(repairs: Repairs): string {
  repairs.count++;
  return "";
}
