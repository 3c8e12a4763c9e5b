import type { LogRecord } from "@otel-deno/otlp";
import type { JsonLogRecord } from "../../contract/mod.ts";
import type { StoredSource } from "./source_reader.ts";
import { toJsonAttributes, toJsonValue } from "./to_json_value.ts";

/** Returns a log record as OTLP/JSON has it. */
export function toJsonLog(
  record: LogRecord,
  { id, source }: { readonly id: number; readonly source: StoredSource },
): JsonLogRecord {
  return {
    id,
    timeUnixNano: record.timeUnixNano.toString(),
    observedTimeUnixNano: record.observedTimeUnixNano.toString(),
    severityNumber: record.severityNumber,
    severityText: record.severityText,
    body: toJsonValue(record.body),
    eventName: record.eventName,
    attributes: toJsonAttributes(record.attributes),
    traceId: record.traceId,
    spanId: record.spanId,
    service: source.service,
    resource: source.jsonResource,
    scope: source.jsonScope,
  };
}
