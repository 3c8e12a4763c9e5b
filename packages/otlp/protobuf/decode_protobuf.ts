import type { DecodeLimits } from "../decode/decode_limits.ts";
import { ANY_VALUE } from "../schema/any_value_schema.ts";
import type { Field, Message, MutableRecord, ScalarType } from "../schema/message.ts";
import { ProtobufReader, WireType } from "./protobuf_reader.ts";

const { VARINT, I64, LENGTH_DELIMITED, I32 } = WireType;

const WIRE_TYPES: Readonly<Record<ScalarType, number>> = {
  string: LENGTH_DELIMITED,
  bytes: LENGTH_DELIMITED,
  id: LENGTH_DELIMITED,
  bool: VARINT,
  enum: VARINT,
  uint32: VARINT,
  int32: VARINT,
  sint32: VARINT,
  int64: VARINT,
  uint64: VARINT,
  fixed32: I32,
  double: I64,
  fixed64: I64,
  sfixed64: I64,
};

/**
 * Decodes a protobuf message.
 *
 * @param message What it is.
 * @param bytes The message.
 * @param limits What it may ask for.
 * @returns The record.
 * @throws {OtlpDecodeError} If the bytes are no protobuf message.
 * @throws {OtlpLimitError} If it asks for more.
 */
export function decodeProtobuf(
  message: Message,
  bytes: Uint8Array,
  limits: DecodeLimits,
): MutableRecord {
  return readMessage(new ProtobufReader(bytes, message.name, limits), message);
}

/** Reads fields to the end of the message, into `part` where one part of it has been read. */
function readMessage(reader: ProtobufReader, message: Message, part?: MutableRecord) {
  const record = part ?? message.create();
  let oneof = part && message.fields.find((field) => isSetOneof(field, part));
  while (!reader.atEnd) {
    const tag = reader.tag();
    const wireType = tag & 7;
    const field = message.byNumber[tag >>> 3];
    if (field === undefined || !fits(field, wireType)) {
      reader.skip(wireType);
      continue;
    }
    if (field.occurrence === "oneof" && field !== oneof) {
      if (oneof !== undefined) delete record[oneof.name];
      oneof = field;
    }
    readField(reader, message, record, field, wireType);
  }
  return record;
}

function isSetOneof(field: Field, record: MutableRecord): boolean {
  return field.occurrence === "oneof" && record[field.name] !== undefined;
}

/** Whether a field can have the wire type; if not, it is an unknown field. */
function fits({ type, occurrence }: Field, wireType: number): boolean {
  if (typeof type !== "string") return wireType === LENGTH_DELIMITED;
  return wireType === WIRE_TYPES[type] ||
    // Numbers of a list may also come packed.
    wireType === LENGTH_DELIMITED && occurrence === "repeated";
}

function readField(
  reader: ProtobufReader,
  message: Message,
  record: MutableRecord,
  { name, type, occurrence }: Field,
  wireType: number,
): void {
  const repeated = occurrence === "repeated";
  if (typeof type !== "string") {
    const outerEnd = reader.enter();
    // Lists and maps: the only messages that can contain themselves.
    const nested = message === ANY_VALUE;
    if (nested) reader.descend();
    if (repeated) append(reader, record, name, readMessage(reader, type));
    else record[name] = readMessage(reader, type, record[name] as MutableRecord | undefined);
    if (nested) reader.ascend();
    reader.leave(outerEnd);
  } else if (!repeated) {
    record[name] = readScalar(reader, type);
  } else if (wireType === WIRE_TYPES[type]) {
    append(reader, record, name, readScalar(reader, type));
  } else {
    const outerEnd = reader.enter();
    while (!reader.atEnd) append(reader, record, name, readScalar(reader, type));
    reader.leave(outerEnd);
  }
}

function append(reader: ProtobufReader, record: MutableRecord, name: string, item: unknown): void {
  reader.countItem();
  const items = record[name] as unknown[];
  // Empty lists are shared.
  if (items.length === 0) record[name] = [item];
  else items.push(item);
}

function readScalar(reader: ProtobufReader, type: ScalarType): unknown {
  switch (type) {
    case "string":
      return reader.string();
    case "bytes":
      return reader.bytes();
    case "id":
      return reader.id();
    case "bool":
      return reader.bool();
    case "double":
      return reader.double();
    case "enum":
    case "int32":
      return reader.int32();
    case "uint32":
      return reader.uint32();
    case "sint32":
      return reader.sint32();
    case "fixed32":
      return reader.fixed32();
    case "int64":
      return reader.int64();
    case "uint64":
      return reader.uint64();
    case "fixed64":
      return reader.fixed64();
    case "sfixed64":
      return reader.sfixed64();
  }
}
