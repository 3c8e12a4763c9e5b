// Hot path: runs for every exported span.
import type { Encodable } from "../records/encodable.ts";
import type {
  ResourceSpans,
  ScopeSpans,
  Span,
  SpanEvent,
  SpanLink,
  Status,
  TracesData,
} from "../records/traces_data.ts";
import type { ProtobufWriter } from "./protobuf_writer.ts";
import { writeKeyValues } from "./write_any_value.ts";
import { writeInstrumentationScope, writeResource } from "./write_resource.ts";

/** Writes the message `TracesData`. */
export function writeTracesData(writer: ProtobufWriter, data: Encodable<TracesData>): void {
  for (const resourceSpans of data.resourceSpans ?? []) writeResourceSpans(writer, resourceSpans);
}

function writeResourceSpans(writer: ProtobufWriter, spans: Encodable<ResourceSpans>): void {
  const start = writer.begin(1, 3);
  writeResource(writer, 1, spans.resource);
  for (const scopeSpans of spans.scopeSpans ?? []) writeScopeSpans(writer, scopeSpans);
  writer.string(3, spans.schemaUrl);
  writer.end(start, 3);
}

function writeScopeSpans(writer: ProtobufWriter, spans: Encodable<ScopeSpans>): void {
  const start = writer.begin(2, 3);
  writeInstrumentationScope(writer, 1, spans.scope);
  for (const span of spans.spans ?? []) writeSpan(writer, span);
  writer.string(3, spans.schemaUrl);
  writer.end(start, 3);
}

function writeSpan(writer: ProtobufWriter, span: Encodable<Span>): void {
  const start = writer.begin(2, 2);
  writer.id(1, span.traceId);
  writer.id(2, span.spanId);
  writer.string(3, span.traceState);
  writer.id(4, span.parentSpanId);
  writer.string(5, span.name);
  writer.int32(6, span.kind);
  writer.fixed64(7, span.startTimeUnixNano);
  writer.fixed64(8, span.endTimeUnixNano);
  writeKeyValues(writer, 9, span.attributes);
  writer.uint32(10, span.droppedAttributesCount);
  if (span.events !== undefined) { for (const event of span.events) writeSpanEvent(writer, event); }
  writer.uint32(12, span.droppedEventsCount);
  if (span.links !== undefined) { for (const link of span.links) writeSpanLink(writer, link); }
  writer.uint32(14, span.droppedLinksCount);
  writeStatus(writer, span.status);
  writer.fixed32(16, span.flags);
  writer.end(start, 2);
}

/** Writes the field of a span that is an event. */
export function writeSpanEvent(writer: ProtobufWriter, event: Encodable<SpanEvent>): void {
  const start = writer.begin(11, 2);
  writer.fixed64(1, event.timeUnixNano);
  writer.string(2, event.name);
  writeKeyValues(writer, 3, event.attributes);
  writer.uint32(4, event.droppedAttributesCount);
  writer.end(start, 2);
}

/** Writes the field of a span that is a link. */
export function writeSpanLink(writer: ProtobufWriter, link: Encodable<SpanLink>): void {
  const start = writer.begin(13, 1);
  writer.id(1, link.traceId);
  writer.id(2, link.spanId);
  writer.string(3, link.traceState);
  writeKeyValues(writer, 4, link.attributes);
  writer.uint32(5, link.droppedAttributesCount);
  writer.fixed32(6, link.flags);
  writer.end(start, 1);
}

function writeStatus(writer: ProtobufWriter, status: Encodable<Status> | undefined): void {
  if (status === undefined) return;
  const start = writer.begin(15, 1);
  writer.string(2, status.message);
  writer.int32(3, status.code);
  writer.end(start, 1);
}
