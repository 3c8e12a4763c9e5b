// Hot path: runs for every exported span.
import type { SpanContext } from "@opentelemetry/api";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import type { Encodable, Span, SpanEvent, SpanLink, TracesData } from "@otel-deno/otlp";
import { groupByScope } from "./group_by_scope.ts";
import type { Repairs } from "./values/repairs.ts";
import { toSpanId, toTraceId } from "./values/to_id.ts";
import { toInt32, toUint32 } from "./values/to_integer.ts";
import { toKeyValues } from "./values/to_key_values.ts";
import { toResource } from "./to_resource.ts";
import { toScope } from "./to_scope.ts";
import { toText } from "./values/to_text.ts";
import { toUnixNano } from "./values/to_unix_nano.ts";

// Bits of the flags above those of W3C: whether it is known that the parent, or what is linked, is in
// another process, and whether it is.
const HAS_IS_REMOTE = 0x100;
const IS_REMOTE = 0x200;

/** Turns spans of the SDK into the records of OTLP, and never throws for a value in them. */
export function toTracesData(
  spans: readonly ReadableSpan[],
  repairs: Repairs,
): Encodable<TracesData> {
  return {
    resourceSpans: Array.from(groupByScope(spans), ([resource, scopes]) => ({
      resource: toResource(resource, repairs),
      scopeSpans: Array.from(scopes, ([scope, spans]) => ({
        scope: toScope(scope, repairs),
        spans: spans.map((span) => toSpan(span, repairs)),
        schemaUrl: toText(scope.schemaUrl, repairs),
      })),
      schemaUrl: toText(resource.schemaUrl, repairs),
    })),
  };
}

function toSpan(span: ReadableSpan, repairs: Repairs): Encodable<Span> {
  const context = span.spanContext();
  const { parentSpanContext, status } = span;
  return {
    traceId: toTraceId(context.traceId, repairs),
    spanId: toSpanId(context.spanId, repairs),
    traceState: toTraceState(context, repairs),
    parentSpanId: toSpanId(parentSpanContext?.spanId, repairs),
    name: toText(span.name, repairs),
    // In OTLP 0 says that the kind is not known.
    kind: toInt32(span.kind + 1, repairs),
    startTimeUnixNano: toUnixNano(span.startTime, repairs),
    endTimeUnixNano: toUnixNano(span.endTime, repairs),
    attributes: toKeyValues(span.attributes, repairs),
    droppedAttributesCount: toUint32(span.droppedAttributesCount, repairs),
    events: span.events.map((event) => toEvent(event, repairs)),
    droppedEventsCount: toUint32(span.droppedEventsCount, repairs),
    links: span.links.map((link) => toLink(link, repairs)),
    droppedLinksCount: toUint32(span.droppedLinksCount, repairs),
    status: { message: toText(status.message, repairs), code: toInt32(status.code, repairs) },
    flags: toFlags(context.traceFlags, parentSpanContext?.isRemote),
  };
}

function toEvent(event: ReadableSpan["events"][number], repairs: Repairs): Encodable<SpanEvent> {
  return {
    timeUnixNano: toUnixNano(event.time, repairs),
    name: toText(event.name, repairs),
    attributes: toKeyValues(event.attributes, repairs),
    droppedAttributesCount: toUint32(event.droppedAttributesCount, repairs),
  };
}

function toLink(link: ReadableSpan["links"][number], repairs: Repairs): Encodable<SpanLink> {
  const { context } = link;
  return {
    traceId: toTraceId(context.traceId, repairs),
    spanId: toSpanId(context.spanId, repairs),
    traceState: toTraceState(context, repairs),
    attributes: toKeyValues(link.attributes, repairs),
    droppedAttributesCount: toUint32(link.droppedAttributesCount, repairs),
    flags: toFlags(context.traceFlags, context.isRemote),
  };
}

function toFlags(traceFlags: number, isRemote = false): number {
  return traceFlags & 0xff | HAS_IS_REMOTE | (isRemote ? IS_REMOTE : 0);
}

function toTraceState({ traceState }: SpanContext, repairs: Repairs): string {
  if (traceState === undefined) return "";
  try {
    return toText(traceState.serialize(), repairs);
  } catch {
    // The API lets anybody implement it.
    repairs.count++;
    return "";
  }
}
