// Hot path: runs for every attribute of every exported record.
import type { AnyValue, ArrayValue, KeyValue, KeyValueList } from "../records/any_value.ts";
import type { Encodable } from "../records/encodable.ts";
import type { ProtobufWriter } from "./protobuf_writer.ts";

/** Writes a field that is a value; of several set members, the one with the lowest number. */
export function writeAnyValue(
  writer: ProtobufWriter,
  field: number,
  value: Encodable<AnyValue> | undefined,
): void {
  if (value === undefined) return;
  const start = writer.begin(field, 1);
  if (value.stringValue !== undefined) writer.presentString(1, value.stringValue);
  else if (value.boolValue !== undefined) writer.presentBool(2, value.boolValue);
  else if (value.intValue !== undefined) writer.presentInt64(3, value.intValue);
  else if (value.doubleValue !== undefined) writer.presentDouble(4, value.doubleValue);
  else if (value.arrayValue !== undefined) writeArrayValue(writer, 5, value.arrayValue);
  else if (value.kvlistValue !== undefined) writeKeyValueList(writer, 6, value.kvlistValue);
  else if (value.bytesValue !== undefined) writer.presentBytes(7, value.bytesValue);
  writer.end(start, 1);
}

/** Writes a repeated field of attributes. */
export function writeKeyValues(
  writer: ProtobufWriter,
  field: number,
  keyValues: readonly Encodable<KeyValue>[] | undefined,
): void {
  if (keyValues === undefined) return;
  for (const { key, value } of keyValues) {
    const start = writer.begin(field, 1);
    writer.string(1, key);
    writeAnyValue(writer, 2, value);
    writer.end(start, 1);
  }
}

function writeArrayValue(
  writer: ProtobufWriter,
  field: number,
  { values }: Encodable<ArrayValue>,
): void {
  writer.descend();
  const start = writer.begin(field, 1);
  if (values !== undefined) { for (const value of values) writeAnyValue(writer, 1, value); }
  writer.end(start, 1);
  writer.ascend();
}

function writeKeyValueList(
  writer: ProtobufWriter,
  field: number,
  { values }: Encodable<KeyValueList>,
): void {
  writer.descend();
  const start = writer.begin(field, 1);
  writeKeyValues(writer, 1, values);
  writer.end(start, 1);
  writer.ascend();
}
