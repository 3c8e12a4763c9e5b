// Hot path: runs once a span.
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import type { FlatSpan } from "../../flat_span.ts";
import type { RecordCollector } from "../../record_collector.ts";
import { createFlatCollector, type PutRequest } from "../flat/flat_collector.ts";
import { isFlatTime } from "../flat/is_flat_time.ts";
import { writeFlatSpan } from "./write_flat_span.ts";

/**
 * Encodes spans of the distribution's own tracer in protobuf, each as soon as it ends, as
 * {@linkcode createFlatCollector} does.
 *
 * What it does not take: spans of others, those whose attributes somebody has asked for as an object,
 * those that are very large, and those with times or ids that need to be repaired.
 *
 * @param put Called with each request, before `handOver` returns.
 */
export function createFlatSpanCollector(put: PutRequest): RecordCollector<ReadableSpan> {
  return createFlatCollector({ isFlat, write: writeFlatSpan }, put);
}

function isFlat(span: ReadableSpan): span is FlatSpan {
  const flat: Partial<FlatSpan> = span;
  return flat.attributeObject === undefined && isFlatTime(flat.startSeconds, flat.startNanos) &&
    isFlatTime(flat.endSeconds, flat.endNanos) && hasWholeIds(span);
}

/** Receivers refuse a whole request for an id of another length. Its digits are checked as they are written. */
function hasWholeIds(span: ReadableSpan): boolean {
  const { traceId, spanId } = span.spanContext();
  return traceId.length === 32 && spanId.length === 16 &&
    (span.parentSpanContext === undefined || span.parentSpanContext.spanId.length === 16);
}
