// Hot path: runs for every span of ours as it ends.
import { type ProtobufWriter, writeSpanEvent, writeSpanLink } from "@otel-deno/otlp/writer";
import type { FlatSpan } from "../../flat_span.ts";
import { toFlags } from "./to_flags.ts";
import { toSpanEvent } from "./to_span_event.ts";
import { toSpanLink } from "./to_span_link.ts";
import { toTraceState } from "./to_trace_state.ts";
import type { Repairs } from "../values/repairs.ts";
import { toInt32 } from "../values/to_integer.ts";
import { toText } from "../values/to_text.ts";
import { createAttributeWriter } from "../flat/attribute_writer.ts";

// One for all: what it remembers is the same for every destination.
const writeAttributes = createAttributeWriter(9);

const TRACE_ID_BYTES = 16;
const SPAN_ID_BYTES = 8;

/**
 * Writes a span as a member of `ScopeSpans`: byte by byte what is written of the record that
 * `toSpan` makes of it, without that record.
 *
 * @throws {SyntaxError} If an id is none; what was written then has to be taken back.
 */
export function writeFlatSpan(writer: ProtobufWriter, span: FlatSpan, repairs: Repairs): void {
  const context = span.spanContext();
  const { parentSpanContext, dropped, givenStatus, attributeList } = span;
  // A guess: what has no more than two attributes and nothing else, mostly takes less than 128 bytes.
  const lengthBytes = attributeList === undefined || attributeList.length <= 4 ? 1 : 2;
  const start = writer.begin(2, lengthBytes);
  const { traceIdBytes, spanIdBytes, parentIdBytes } = span;
  if (traceIdBytes === undefined) writer.id(1, context.traceId);
  else writer.idBytes(1, traceIdBytes, span.traceIdPosition, TRACE_ID_BYTES);
  if (spanIdBytes === undefined) writer.id(2, context.spanId);
  else writer.idBytes(2, spanIdBytes, span.spanIdPosition, SPAN_ID_BYTES);
  if (context.traceState !== undefined) writer.string(3, toTraceState(context, repairs));
  if (parentIdBytes !== undefined) {
    writer.idBytes(4, parentIdBytes, span.parentIdPosition, SPAN_ID_BYTES);
  } else if (parentSpanContext !== undefined) writer.id(4, parentSpanContext.spanId);
  writer.string(5, toText(span.name, repairs));
  writer.int32(6, toInt32(span.kind + 1, repairs));
  writer.unixNano(7, span.startSeconds, span.startNanos);
  writer.unixNano(8, span.endSeconds, span.endNanos);
  if (attributeList !== undefined) writeAttributes(writer, attributeList, repairs);
  if (dropped !== undefined) writer.uint32(10, dropped.attributes);
  if (span.eventList !== undefined) {
    for (const event of span.eventList) writeSpanEvent(writer, toSpanEvent(event, repairs));
  }
  if (dropped !== undefined) writer.uint32(12, dropped.events);
  if (span.linkList !== undefined) {
    for (const link of span.linkList) writeSpanLink(writer, toSpanLink(link, repairs));
  }
  if (dropped !== undefined) writer.uint32(14, dropped.links);
  const status = writer.begin(15, 1);
  if (givenStatus !== undefined) {
    writer.string(2, toText(givenStatus.message, repairs));
    writer.int32(3, toInt32(givenStatus.code, repairs));
  }
  writer.end(status, 1);
  writer.fixed32(16, toFlags(context.traceFlags, parentSpanContext?.isRemote));
  writer.end(start, lengthBytes);
}
