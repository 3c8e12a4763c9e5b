// Hot path: runs for every exported log record.
import type { Encodable } from "../records/encodable.ts";
import type { LogRecord, LogsData, ResourceLogs, ScopeLogs } from "../records/logs_data.ts";
import type { ProtobufWriter } from "./protobuf_writer.ts";
import { writeAnyValue, writeKeyValues } from "./write_any_value.ts";
import { writeInstrumentationScope, writeResource } from "./write_resource.ts";

/** Writes the message `LogsData`. */
export function writeLogsData(writer: ProtobufWriter, data: Encodable<LogsData>): void {
  for (const resourceLogs of data.resourceLogs ?? []) writeResourceLogs(writer, resourceLogs);
}

function writeResourceLogs(writer: ProtobufWriter, logs: Encodable<ResourceLogs>): void {
  const start = writer.begin(1, 3);
  writeResource(writer, 1, logs.resource);
  for (const scopeLogs of logs.scopeLogs ?? []) writeScopeLogs(writer, scopeLogs);
  writer.string(3, logs.schemaUrl);
  writer.end(start, 3);
}

function writeScopeLogs(writer: ProtobufWriter, logs: Encodable<ScopeLogs>): void {
  const start = writer.begin(2, 3);
  writeInstrumentationScope(writer, 1, logs.scope);
  for (const logRecord of logs.logRecords ?? []) writeLogRecord(writer, logRecord);
  writer.string(3, logs.schemaUrl);
  writer.end(start, 3);
}

function writeLogRecord(writer: ProtobufWriter, record: Encodable<LogRecord>): void {
  const start = writer.begin(2, 2);
  writer.fixed64(1, record.timeUnixNano);
  writer.int32(2, record.severityNumber);
  writer.string(3, record.severityText);
  writeAnyValue(writer, 5, record.body);
  writeKeyValues(writer, 6, record.attributes);
  writer.uint32(7, record.droppedAttributesCount);
  writer.fixed32(8, record.flags);
  writer.id(9, record.traceId);
  writer.id(10, record.spanId);
  writer.fixed64(11, record.observedTimeUnixNano);
  writer.string(12, record.eventName);
  writer.end(start, 2);
}
