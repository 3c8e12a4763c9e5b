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
  const start = writer.begin(2, 2);
  writer.unixNano(1, record.seconds, record.nanos);
  writer.int32(2, toInt32(record.severityNumber, repairs));
  writer.string(3, toText(record.severityText, repairs));
  if (body !== undefined) writeAnyValue(writer, 5, toAnyValue(body, repairs));
  if (attributeList !== undefined) writeAttributes(writer, attributeList, repairs);
  else if (attributeObject !== undefined) {
    writeKeyValues(writer, ATTRIBUTES, toKeyValues(attributeObject, repairs));
  }
  writer.uint32(7, toUint32(record.droppedAttributesCount, repairs));
  if (spanContext !== undefined) {
    writer.fixed32(8, spanContext.traceFlags & 0xff);
    writer.id(9, spanContext.traceId);
    writer.id(10, spanContext.spanId);
  }
  writer.unixNano(11, record.observedSeconds, record.observedNanos);
  writer.string(12, toText(record.eventName, repairs));
  writer.end(start, 2);
}
