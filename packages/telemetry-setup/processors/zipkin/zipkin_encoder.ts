import { type Attributes, type HrTime, SpanKind, SpanStatusCode } from "@opentelemetry/api";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import type { Encoder } from "../encoder.ts";
import { findRemoteEndpoint } from "./find_remote_endpoint.ts";

/**
 * Makes the encoder that turns spans into the JSON of Zipkin's API, version 2. What Zipkin has no
 * field for are tags: attributes, status, instrumentation scope, what was dropped, and the
 * resource, of which only the service's name has a field.
 *
 * @returns An encoder whose `encode` is `undefined` for no spans.
 * @see {@link https://opentelemetry.io/docs/specs/otel/trace/sdk_exporters/zipkin/ | OpenTelemetry to Zipkin}
 *
 * @example A span
 * ```ts
 * import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
 * import { equal } from "node:assert/strict";
 *
 * const exporter = new InMemorySpanExporter();
 * const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
 * provider.getTracer("example").startSpan("roll").end();
 *
 * const bytes = createZipkinEncoder().encode(exporter.getFinishedSpans());
 * const [span] = JSON.parse(new TextDecoder().decode(bytes));
 * equal(span.name, "roll");
 * equal(span.tags["otel.scope.name"], "example");
 * ```
 */
export function createZipkinEncoder(): Encoder<ReadableSpan> {
  const textEncoder = new TextEncoder();
  return {
    contentType: "application/json",
    encode(spans) {
      if (spans.length === 0) return undefined;
      return textEncoder.encode(JSON.stringify(spans.map(toZipkinSpan)));
    },
  };
}

// JSON.stringify leaves out what is undefined, as Zipkin wants it.
function toZipkinSpan(span: ReadableSpan): object {
  const { traceId, spanId } = span.spanContext();
  const isCall = span.kind === SpanKind.CLIENT || span.kind === SpanKind.PRODUCER;
  const remoteService = isCall ? findRemoteEndpoint(span.attributes) : undefined;
  return {
    traceId,
    id: spanId,
    parentId: span.parentSpanContext?.spanId,
    name: span.name,
    kind: span.kind === SpanKind.INTERNAL ? undefined : SpanKind[span.kind],
    timestamp: toMicroseconds(span.startTime),
    // To Zipkin, 0 means that the duration is not known.
    duration: Math.max(1, toMicroseconds(span.duration)),
    localEndpoint: { serviceName: formatValue(span.resource.attributes["service.name"] ?? "") },
    remoteEndpoint: remoteService === undefined ? undefined : { serviceName: remoteService },
    annotations: span.events.length === 0 ? undefined : span.events.map((event) => ({
      timestamp: toMicroseconds(event.time),
      value: formatEvent(event.name, event.attributes ?? {}),
    })),
    tags: toTags(span),
  };
}

function toTags(span: ReadableSpan): Record<string, string> {
  const { "service.name": _, ...resource } = span.resource.attributes;
  const tags = formatValues({ ...resource, ...span.attributes });
  const { name, version } = span.instrumentationScope;
  if (name) tags["otel.scope.name"] = name;
  if (version) tags["otel.scope.version"] = version;

  // To Zipkin, a span with a tag of this name has failed, whatever its value.
  if (tags["error"] === "false") delete tags["error"];
  const { code, message = "" } = span.status;
  if (code !== SpanStatusCode.UNSET) tags["otel.status_code"] = SpanStatusCode[code];
  if (code === SpanStatusCode.ERROR) tags["error"] = message;

  if (span.droppedAttributesCount > 0) {
    tags["otel.dropped_attributes_count"] = String(span.droppedAttributesCount);
  }
  if (span.droppedEventsCount > 0) {
    tags["otel.dropped_events_count"] = String(span.droppedEventsCount);
  }
  if (span.droppedLinksCount > 0) {
    tags["otel.dropped_links_count"] = String(span.droppedLinksCount);
  }
  return tags;
}

function formatEvent(name: string, attributes: Attributes): string {
  if (Object.keys(attributes).length === 0) return name;
  return `${JSON.stringify(name)}: ${JSON.stringify(formatValues(attributes))}`;
}

function formatValues(attributes: Attributes): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) =>
      value === undefined || value === null ? [] : [[name, formatValue(value)]]
    ),
  );
}

function formatValue(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function toMicroseconds([seconds, nanoseconds]: HrTime): number {
  return seconds * 1_000_000 + Math.trunc(nanoseconds / 1000);
}
