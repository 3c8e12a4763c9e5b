// Hot path: runs for every exported span that was not encoded as it ended.
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import type { Encodable, Span } from "@otel-deno/otlp";
import { toFlags } from "./to_flags.ts";
import { toSpanEvent } from "./to_span_event.ts";
import { toSpanLink } from "./to_span_link.ts";
import { toTraceState } from "./to_trace_state.ts";
import type { Repairs } from "../values/repairs.ts";
import { toSpanId, toTraceId } from "../values/to_id.ts";
import { toInt32, toUint32 } from "../values/to_integer.ts";
import { toKeyValues } from "../values/to_key_values.ts";
import { toText } from "../values/to_text.ts";
import { toUnixNano } from "../values/to_unix_nano.ts";

/** Turns a span of the SDK into one of OTLP. */
export function toSpan(span: ReadableSpan, repairs: Repairs): Encodable<Span> {
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
    events: span.events.map((event) => toSpanEvent(event, repairs)),
    droppedEventsCount: toUint32(span.droppedEventsCount, repairs),
    links: span.links.map((link) => toSpanLink(link, repairs)),
    droppedLinksCount: toUint32(span.droppedLinksCount, repairs),
    status: { message: toText(status.message, repairs), code: toInt32(status.code, repairs) },
    flags: toFlags(context.traceFlags, parentSpanContext?.isRemote),
  };
}
