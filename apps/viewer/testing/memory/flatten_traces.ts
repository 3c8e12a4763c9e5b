import { encodeTraces, type TracesData } from "@otel-deno/otlp";
import type { JsonSpanEvent, JsonSpanLink } from "../../contract/mod.ts";
import { originOf } from "./origin_of.ts";
import type { StoredSpan } from "./stored_items.ts";

/** Takes an export apart into its spans. */
export function flattenTraces(data: TracesData): StoredSpan[] {
  const json = JSON.parse(new TextDecoder().decode(encodeTraces(data, "json")));
  const spans: StoredSpan[] = [];
  for (
    const { resource, schemaUrl: resourceSchemaUrl, scopeSpans = [] } of json.resourceSpans ?? []
  ) {
    for (const { scope, schemaUrl: scopeSchemaUrl, spans: some = [] } of scopeSpans) {
      const origin = originOf({ resource, resourceSchemaUrl, scope, scopeSchemaUrl });
      for (const span of some) {
        const scopes = [{ scope, schemaUrl: scopeSchemaUrl, spans: [span] }];
        spans.push({
          ...origin,
          traceId: span.traceId ?? "",
          span: {
            spanId: span.spanId ?? "",
            parentSpanId: span.parentSpanId ?? "",
            traceState: span.traceState ?? "",
            name: span.name ?? "",
            kind: span.kind ?? 0,
            startTimeUnixNano: span.startTimeUnixNano ?? "0",
            endTimeUnixNano: span.endTimeUnixNano ?? "0",
            attributes: span.attributes ?? [],
            events: (span.events ?? []).map((event: Partial<JsonSpanEvent>) => ({
              name: event.name ?? "",
              timeUnixNano: event.timeUnixNano ?? "0",
              attributes: event.attributes ?? [],
            })),
            links: (span.links ?? []).map((link: Partial<JsonSpanLink>) => ({
              traceId: link.traceId ?? "",
              spanId: link.spanId ?? "",
              attributes: link.attributes ?? [],
            })),
            status: { code: span.status?.code ?? 0, message: span.status?.message ?? "" },
          },
          line: JSON.stringify({
            resourceSpans: [{ resource, scopeSpans: scopes, schemaUrl: resourceSchemaUrl }],
          }) + "\n",
        });
      }
    }
  }
  return spans;
}
