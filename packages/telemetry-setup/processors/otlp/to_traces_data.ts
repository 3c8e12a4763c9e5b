// Hot path: runs for every exported span that was not encoded as it ended.
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import type { Encodable, TracesData } from "@otel-deno/otlp";
import { groupByScope } from "./group_by_scope.ts";
import { toResource } from "./to_resource.ts";
import { toScope } from "./to_scope.ts";
import { toSpan } from "./spans/to_span.ts";
import type { Repairs } from "./values/repairs.ts";
import { toText } from "./values/to_text.ts";

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
