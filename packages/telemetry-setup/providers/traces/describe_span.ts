import type { ReadableSpan } from "@opentelemetry/sdk-trace";

/** What the SDK shows of a span on the console, and nothing of how it works. */
export function describeSpan(span: ReadableSpan): object {
  const { name, kind, parentSpanContext, status, startTime, endTime, duration, ended } = span;
  const { attributes, events, links, instrumentationScope, resource } = span;
  const { droppedAttributesCount, droppedEventsCount, droppedLinksCount } = span;
  return {
    name,
    kind,
    spanContext: span.spanContext(),
    parentSpanContext,
    status,
    startTime,
    endTime,
    duration,
    ended,
    attributes,
    events,
    links,
    droppedAttributesCount,
    droppedEventsCount,
    droppedLinksCount,
    instrumentationScope,
    resource: { attributes: resource.attributes },
  };
}
