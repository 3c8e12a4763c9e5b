import type {
  ResourceSpans,
  ScopeSpans,
  Span,
  SpanEvent,
  SpanLink,
  Status,
  TracesData,
} from "../records/traces_data.ts";
import { KEY_VALUE } from "./any_value_schema.ts";
import { describeMessage, type Message } from "./message.ts";
import { INSTRUMENTATION_SCOPE, RESOURCE } from "./resource_schema.ts";

/** `opentelemetry.proto.trace.v1.TracesData`, and the request that exports it. */
export const TRACES_DATA: Message = describeMessage<TracesData>("TracesData", () => ({
  resourceSpans: [1, RESOURCE_SPANS, "repeated"],
}));

const RESOURCE_SPANS: Message = describeMessage<ResourceSpans>("ResourceSpans", () => ({
  resource: [1, RESOURCE],
  scopeSpans: [2, SCOPE_SPANS, "repeated"],
  schemaUrl: [3, "string"],
}));

const SCOPE_SPANS: Message = describeMessage<ScopeSpans>("ScopeSpans", () => ({
  scope: [1, INSTRUMENTATION_SCOPE],
  spans: [2, SPAN, "repeated"],
  schemaUrl: [3, "string"],
}));

const SPAN: Message = describeMessage<Span>("Span", () => ({
  traceId: [1, "id"],
  spanId: [2, "id"],
  traceState: [3, "string"],
  parentSpanId: [4, "id"],
  name: [5, "string"],
  kind: [6, "enum"],
  startTimeUnixNano: [7, "fixed64"],
  endTimeUnixNano: [8, "fixed64"],
  attributes: [9, KEY_VALUE, "repeated"],
  droppedAttributesCount: [10, "uint32"],
  events: [11, SPAN_EVENT, "repeated"],
  droppedEventsCount: [12, "uint32"],
  links: [13, SPAN_LINK, "repeated"],
  droppedLinksCount: [14, "uint32"],
  status: [15, STATUS],
  flags: [16, "fixed32"],
}));

const SPAN_EVENT: Message = describeMessage<SpanEvent>("SpanEvent", () => ({
  timeUnixNano: [1, "fixed64"],
  name: [2, "string"],
  attributes: [3, KEY_VALUE, "repeated"],
  droppedAttributesCount: [4, "uint32"],
}));

const SPAN_LINK: Message = describeMessage<SpanLink>("SpanLink", () => ({
  traceId: [1, "id"],
  spanId: [2, "id"],
  traceState: [3, "string"],
  attributes: [4, KEY_VALUE, "repeated"],
  droppedAttributesCount: [5, "uint32"],
  flags: [6, "fixed32"],
}));

const STATUS: Message = describeMessage<Status>("Status", () => ({
  message: [2, "string"],
  code: [3, "enum"],
}));
