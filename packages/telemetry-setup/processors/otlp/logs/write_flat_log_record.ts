// Hot path: runs for every log record of ours as it is emitted.
import { type ProtobufWriter, writeAnyValue, writeKeyValues } from "@otel-deno/otlp/writer";
import type { FlatLogRecord } from "../../flat_log_record.ts";
import { createAttributeWriter } from "../flat/attribute_writer.ts";
import type { Repairs } from "../values/repairs.ts";
import { toAnyValue } from "../values/to_any_value.ts";
import { toInt32, toUint32 } from "../values/to_integer.ts";
import { toKeyValues } from "../values/to_key_values.ts";
import { toText } from "../values/to_text.ts";

const ATTRIBUTES = 6;
const TRACE_ID_BYTES = 16;
const SPAN_ID_BYTES = 8;
const NO_IDS = {
  traceIdBytes: undefined,
  traceIdPosition: 0,
  spanIdBytes: undefined,
  spanIdPosition: 0,
};

// One for all: what it remembers is the same for every destination.
const writeAttributes = createAttributeWriter(ATTRIBUTES);

/**
 * Writes a log record as a member of `ScopeLogs`: byte by byte what is written of the record that
 * `toLogsData` makes of it, without that record.
 *
 * @throws {SyntaxError} If an id is none; what was written then has to be taken back.
 */
export function writeFlatLogRecord(
  writer: ProtobufWriter,
  record: FlatLogRecord,
  repairs: Repairs,
): void {
  const { body, spanContext, attributeList, attributeObject } = record;
  // Most records are small, as long as they have hardly any attributes.
  const lengthBytes = attributeList === undefined && attributeObject === undefined ? 1 : 2;
  const start = writer.begin(2, lengthBytes);
  writer.unixNano(1, record.seconds, record.nanos);
  writer.int32(2, toInt32(record.severityNumber, repairs));
  writer.string(3, toText(record.severityText, repairs));
  if (typeof body === "string") writeTextBody(writer, toText(body, repairs));
  else if (body !== undefined) writeAnyValue(writer, 5, toAnyValue(body, repairs));
  if (attributeList !== undefined) writeAttributes(writer, attributeList, repairs);
  else if (attributeObject !== undefined) {
    writeKeyValues(writer, ATTRIBUTES, toKeyValues(attributeObject, repairs));
  }
  writer.uint32(7, toUint32(record.droppedAttributesCount, repairs));
  if (spanContext !== undefined) {
    const { traceIdBytes, traceIdPosition, spanIdBytes, spanIdPosition } = record.ownSpan ?? NO_IDS;
    writer.fixed32(8, spanContext.traceFlags & 0xff);
    if (traceIdBytes === undefined) writer.id(9, spanContext.traceId);
    else writer.idBytes(9, traceIdBytes, traceIdPosition, TRACE_ID_BYTES);
    if (spanIdBytes === undefined) writer.id(10, spanContext.spanId);
    else writer.idBytes(10, spanIdBytes, spanIdPosition, SPAN_ID_BYTES);
  }
  writer.unixNano(11, record.observedSeconds, record.observedNanos);
  writer.string(12, toText(record.eventName, repairs));
  writer.end(start, lengthBytes);
}

function writeTextBody(writer: ProtobufWriter, text: string): void {
  const start = writer.begin(5, 1);
  writer.presentString(1, text);
  writer.end(start, 1);
}
