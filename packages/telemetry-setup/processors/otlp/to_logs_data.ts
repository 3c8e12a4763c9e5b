// Hot path: runs for every exported log record.
import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import type { Encodable, LogRecord, LogsData } from "@otel-deno/otlp";
import { groupByScope } from "./group_by_scope.ts";
import type { Repairs } from "./values/repairs.ts";
import { toAnyValue } from "./values/to_any_value.ts";
import { toSpanId, toTraceId } from "./values/to_id.ts";
import { toInt32, toUint32 } from "./values/to_integer.ts";
import { toKeyValues } from "./values/to_key_values.ts";
import { toResource } from "./to_resource.ts";
import { toScope } from "./to_scope.ts";
import { toText } from "./values/to_text.ts";
import { toUnixNano } from "./values/to_unix_nano.ts";

/** Turns log records of the SDK into those of OTLP, and never throws for a value in them. */
export function toLogsData(
  records: readonly ReadableLogRecord[],
  repairs: Repairs,
): Encodable<LogsData> {
  return {
    resourceLogs: Array.from(groupByScope(records), ([resource, scopes]) => ({
      resource: toResource(resource, repairs),
      scopeLogs: Array.from(scopes, ([scope, records]) => ({
        scope: toScope(scope, repairs),
        logRecords: records.map((record) => toLogRecord(record, repairs)),
        schemaUrl: toText(scope.schemaUrl, repairs),
      })),
      schemaUrl: toText(resource.schemaUrl, repairs),
    })),
  };
}

function toLogRecord(record: ReadableLogRecord, repairs: Repairs): Encodable<LogRecord> {
  const { body, spanContext } = record;
  return {
    timeUnixNano: toUnixNano(record.hrTime, repairs),
    severityNumber: toInt32(record.severityNumber, repairs),
    severityText: toText(record.severityText, repairs),
    body: body === undefined ? undefined : toAnyValue(body, repairs),
    attributes: toKeyValues(record.attributes, repairs),
    droppedAttributesCount: toUint32(record.droppedAttributesCount, repairs),
    flags: (spanContext?.traceFlags ?? 0) & 0xff,
    traceId: toTraceId(spanContext?.traceId, repairs),
    spanId: toSpanId(spanContext?.spanId, repairs),
    observedTimeUnixNano: toUnixNano(record.hrTimeObserved, repairs),
    eventName: toText(record.eventName, repairs),
  };
}
