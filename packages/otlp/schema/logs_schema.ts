import type { LogRecord, LogsData, ResourceLogs, ScopeLogs } from "../records/logs_data.ts";
import { ANY_VALUE, KEY_VALUE } from "./any_value_schema.ts";
import { describeMessage, type Message } from "./message.ts";
import { INSTRUMENTATION_SCOPE, RESOURCE } from "./resource_schema.ts";

/** `opentelemetry.proto.logs.v1.LogsData`, and the request that exports it. */
export const LOGS_DATA: Message = describeMessage<LogsData>("LogsData", () => ({
  resourceLogs: [1, RESOURCE_LOGS, "repeated"],
}));

const RESOURCE_LOGS: Message = describeMessage<ResourceLogs>("ResourceLogs", () => ({
  resource: [1, RESOURCE],
  scopeLogs: [2, SCOPE_LOGS, "repeated"],
  schemaUrl: [3, "string"],
}));

const SCOPE_LOGS: Message = describeMessage<ScopeLogs>("ScopeLogs", () => ({
  scope: [1, INSTRUMENTATION_SCOPE],
  logRecords: [2, LOG_RECORD, "repeated"],
  schemaUrl: [3, "string"],
}));

const LOG_RECORD: Message = describeMessage<LogRecord>("LogRecord", () => ({
  timeUnixNano: [1, "fixed64"],
  severityNumber: [2, "enum"],
  severityText: [3, "string"],
  body: [5, ANY_VALUE],
  attributes: [6, KEY_VALUE, "repeated"],
  droppedAttributesCount: [7, "uint32"],
  flags: [8, "fixed32"],
  traceId: [9, "id"],
  spanId: [10, "id"],
  observedTimeUnixNano: [11, "fixed64"],
  eventName: [12, "string"],
}));
