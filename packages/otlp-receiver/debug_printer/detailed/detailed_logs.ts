import { type LogRecord, type LogsData, SeverityNumber } from "@otel-deno/otlp";
import { attributeLines, resourceLines, scopeLines } from "./parts.ts";
import { formatId } from "../values/format_id.ts";
import { formatTimestamp } from "../values/format_timestamp.ts";
import { formatTypedValue } from "../values/format_value.ts";

const SEVERITIES = Object.keys(SeverityNumber)
  .map((name) => name.charAt(0) + name.slice(1).toLowerCase());

/** Log records with everything that they have. */
export function* detailedLogs({ resourceLogs }: LogsData): Generator<string> {
  for (const [index, each] of resourceLogs.entries()) {
    yield* resourceLines(`ResourceLog #${index}`, each);
    for (const [index, inner] of each.scopeLogs.entries()) {
      yield* scopeLines({ kind: "ScopeLogs", index }, inner);
      for (const [index, record] of inner.logRecords.entries()) {
        yield `LogRecord #${index}`;
        yield* recordLines(record);
      }
    }
  }
}

function* recordLines(record: LogRecord): Generator<string> {
  yield `ObservedTimestamp: ${formatTimestamp(record.observedTimeUnixNano)}`;
  yield `Timestamp: ${formatTimestamp(record.timeUnixNano)}`;
  yield `SeverityText: ${record.severityText}`;
  yield `SeverityNumber: ${SEVERITIES[record.severityNumber] ?? ""}(${record.severityNumber})`;
  if (record.eventName !== "") yield `EventName: ${record.eventName}`;
  yield `Body: ${formatTypedValue(record.body)}`;
  yield* attributeLines("Attributes", record.attributes);
  yield `Trace ID: ${formatId(record.traceId)}`;
  yield `Span ID: ${formatId(record.spanId)}`;
  yield `Flags: ${record.flags}`;
}
