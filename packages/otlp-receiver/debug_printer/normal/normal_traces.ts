import type { TracesData } from "@otel-deno/otlp";
import { formatId } from "../values/format_id.ts";
import { assignments, resourceLine, scopeLine } from "./parts.ts";

/** A line for each span. */
export function* normalTraces({ resourceSpans }: TracesData): Generator<string> {
  for (const [index, each] of resourceSpans.entries()) {
    yield resourceLine(`ResourceTraces #${index}`, each);
    for (const [index, inner] of each.scopeSpans.entries()) {
      yield scopeLine(`ScopeTraces #${index}`, inner);
      for (const { name, traceId, spanId, attributes } of inner.spans) {
        yield [name, formatId(traceId), formatId(spanId), ...assignments(attributes)].join(" ");
      }
    }
  }
}
