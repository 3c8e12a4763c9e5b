import type { HrTime } from "@opentelemetry/api";
import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import { formatJson } from "../format_json.ts";

// What the protocol calls "unknown or missing timestamp".
const UNKNOWN_TIME: HrTime = [0, 0];

/**
 * Makes a copy of a log record that can be encoded, whatever the application put into it: a map or
 * an array as body is replaced by its JSON text, and a time that is not a number by 0.
 *
 * @param record The record that could not be encoded.
 * @returns The copy; resource and scope are the same objects, by which records are grouped.
 *
 * @example A body that contains itself
 * ```ts
 * import type { AnyValue } from "@opentelemetry/api";
 * import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from "@opentelemetry/sdk-logs";
 * import { deepEqual } from "node:assert/strict";
 *
 * const exporter = new InMemoryLogRecordExporter();
 * const provider = new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter })] });
 * const body: Record<string, AnyValue> = { player: "alice" };
 * body["self"] = body;
 * provider.getLogger("example").emit({ body });
 *
 * const [record] = exporter.getFinishedLogRecords();
 * const text = repairLogRecord(record!).body as string;
 * deepEqual(JSON.parse(text), { player: "alice", self: "[Circular]" });
 * ```
 */
export function repairLogRecord(record: ReadableLogRecord): ReadableLogRecord {
  const { body, spanContext, severityText, severityNumber, eventName } = record;
  return {
    hrTime: knownTime(record.hrTime),
    hrTimeObserved: knownTime(record.hrTimeObserved),
    ...(spanContext && { spanContext }),
    ...(severityText !== undefined && { severityText }),
    ...(severityNumber !== undefined && { severityNumber }),
    ...(eventName !== undefined && { eventName }),
    ...(body !== undefined && { body: typeof body === "object" ? formatJson(body) : body }),
    resource: record.resource,
    instrumentationScope: record.instrumentationScope,
    attributes: record.attributes,
    droppedAttributesCount: record.droppedAttributesCount,
  };
}

function knownTime(time: HrTime): HrTime {
  return Number.isFinite(time[0]) && Number.isFinite(time[1]) ? time : UNKNOWN_TIME;
}
