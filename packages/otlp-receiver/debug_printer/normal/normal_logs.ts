import type { LogsData } from "@otel-deno/otlp";
import { formatValue } from "../values/format_value.ts";
import { assignments, resourceLine, scopeLine } from "./parts.ts";

/** A line for each log record. */
export function* normalLogs({ resourceLogs }: LogsData): Generator<string> {
  for (const [index, each] of resourceLogs.entries()) {
    yield resourceLine(`ResourceLog #${index}`, each);
    for (const [index, inner] of each.scopeLogs.entries()) {
      yield scopeLine(`ScopeLog #${index}`, inner);
      for (const { body, attributes } of inner.logRecords) {
        yield `${formatValue(body)} ${assignments(attributes).join(" ")}`;
      }
    }
  }
}
