import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import type { Encoder } from "../encoder.ts";
import { formatJson } from "../format_json.ts";
import { formatResource } from "./format_resource.ts";
import { formatSpanContext } from "./format_span_context.ts";
import { formatTime } from "./format_time.ts";

/**
 * Makes the encoder that shows spans on a console: one indented JSON object a span, each followed
 * by a newline, in UTF-8.
 *
 * Field names, their order and their values are those of the console span exporter of
 * OpenTelemetry Python. Deliberate differences: times keep their nanoseconds, text beyond ASCII is
 * readable, and what JSON cannot say (`NaN`, bytes) is still valid JSON.
 *
 * Encoding never throws, whatever the attributes hold.
 *
 * @returns An encoder whose `encode` is `undefined` for no spans.
 * @see {@link https://opentelemetry.io/docs/specs/otel/trace/sdk_exporters/stdout/ | Span exporter, standard output}
 *
 * @example Printing a span
 * ```ts
 * import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
 * import { equal } from "node:assert/strict";
 *
 * const exporter = new InMemorySpanExporter();
 * const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
 * provider.getTracer("example").startSpan("roll").end();
 *
 * const bytes = createConsoleSpanEncoder().encode(exporter.getFinishedSpans());
 * equal(JSON.parse(new TextDecoder().decode(bytes)).name, "roll");
 * ```
 */
export function createConsoleSpanEncoder(): Encoder<ReadableSpan> {
  const textEncoder = new TextEncoder();
  return {
    contentType: "text/plain; charset=utf-8",
    encode(spans) {
      if (spans.length === 0) return undefined;
      return textEncoder.encode(spans.map((span) => `${formatJson(toFields(span))}\n`).join(""));
    },
  };
}

function toFields(span: ReadableSpan): object {
  const parentId = span.parentSpanContext?.spanId;
  return {
    name: span.name,
    context: formatSpanContext(span.spanContext()),
    kind: `SpanKind.${SpanKind[span.kind] ?? span.kind}`,
    parent_id: parentId ? `0x${parentId}` : null,
    start_time: formatTime(span.startTime),
    end_time: formatTime(span.endTime),
    status: {
      status_code: SpanStatusCode[span.status.code] ?? String(span.status.code),
      ...(span.status.message ? { description: span.status.message } : {}),
    },
    attributes: span.attributes,
    events: span.events.map((event) => ({
      name: event.name,
      timestamp: formatTime(event.time),
      attributes: event.attributes ?? {},
    })),
    links: span.links.map((link) => ({
      context: formatSpanContext(link.context),
      attributes: link.attributes ?? {},
    })),
    resource: formatResource(span.resource),
  };
}
