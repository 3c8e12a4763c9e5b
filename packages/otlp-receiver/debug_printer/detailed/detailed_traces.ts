import type { Span, SpanEvent, SpanLink, TracesData } from "@otel-deno/otlp";
import { attributeLines, resourceLines, scopeLines } from "./parts.ts";
import { formatId } from "../values/format_id.ts";
import { formatTimestamp } from "../values/format_timestamp.ts";

const KINDS = ["Unspecified", "Internal", "Server", "Client", "Producer", "Consumer"];
const STATUS_CODES = ["Unset", "Ok", "Error"];

/** Spans with everything that they have. */
export function* detailedTraces({ resourceSpans }: TracesData): Generator<string> {
  for (const [index, each] of resourceSpans.entries()) {
    yield* resourceLines(`ResourceSpans #${index}`, each);
    for (const [index, inner] of each.scopeSpans.entries()) {
      yield* scopeLines({ kind: "ScopeSpans", index }, inner);
      for (const [index, span] of inner.spans.entries()) {
        yield `Span #${index}`;
        yield* spanLines(span);
      }
    }
  }
}

function* spanLines(span: Span): Generator<string> {
  yield field("Trace ID", formatId(span.traceId));
  yield field("Parent ID", formatId(span.parentSpanId));
  yield field("ID", formatId(span.spanId));
  yield field("Name", span.name);
  yield field("Kind", KINDS[span.kind] ?? "");
  if (span.traceState !== "") yield field("TraceState", span.traceState);
  yield field("Start time", formatTimestamp(span.startTimeUnixNano));
  yield field("End time", formatTimestamp(span.endTimeUnixNano));
  yield field("Status code", STATUS_CODES[span.status?.code ?? 0] ?? "");
  yield field("Status message", span.status?.message ?? "");
  yield field("DroppedAttributesCount", span.droppedAttributesCount);
  yield field("DroppedEventsCount", span.droppedEventsCount);
  yield field("DroppedLinksCount", span.droppedLinksCount);
  yield* attributeLines("Attributes", span.attributes);
  if (span.events.length > 0) yield "Events:";
  for (const [index, event] of span.events.entries()) yield* eventLines(event, index);
  if (span.links.length > 0) yield "Links:";
  for (const [index, link] of span.links.entries()) yield* linkLines(link, index);
}

function* eventLines(event: SpanEvent, index: number): Generator<string> {
  yield `SpanEvent #${index}`;
  yield `     -> Name: ${event.name}`;
  yield `     -> Timestamp: ${formatTimestamp(event.timeUnixNano)}`;
  yield `     -> DroppedAttributesCount: ${event.droppedAttributesCount}`;
  // With two colons, as the Collector has it.
  yield* attributeLines("     -> Attributes:", event.attributes);
}

function* linkLines(link: SpanLink, index: number): Generator<string> {
  yield `SpanLink #${index}`;
  yield `     -> Trace ID: ${formatId(link.traceId)}`;
  yield `     -> ID: ${formatId(link.spanId)}`;
  yield `     -> TraceState: ${link.traceState}`;
  yield `     -> DroppedAttributesCount: ${link.droppedAttributesCount}`;
  yield* attributeLines("     -> Attributes:", link.attributes);
}

function field(name: string, value: string | number): string {
  return `    ${name.padEnd(15)}: ${value}`;
}
