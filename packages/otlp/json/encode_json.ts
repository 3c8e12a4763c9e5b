import type { AnyValue, KeyValue } from "../records/any_value.ts";
import type { Encodable } from "../records/encodable.ts";
import { ANY_VALUE, KEY_VALUE } from "../schema/any_value_schema.ts";
import type { Field, Message, MutableRecord } from "../schema/message.ts";
import { anyValueToJson, keyValueToJson } from "./any_value_to_json.ts";
import { scalarToJson } from "./scalar_to_json.ts";

const textEncoder = new TextEncoder();

/**
 * Encodes a message as JSON.
 *
 * @param message What it is.
 * @param record The record.
 * @param maxDepth How deep values may be nested.
 * @returns The text, in UTF-8.
 * @throws {RangeError} If a number has no place in its type, or values are nested deeper.
 * @throws {SyntaxError} If an id is not hexadecimal.
 */
export function encodeJson(
  message: Message,
  record: object,
  maxDepth: number,
): Uint8Array<ArrayBuffer> {
  return textEncoder.encode(JSON.stringify(recordToJson(message, record, maxDepth)));
}

function recordToJson(message: Message, record: object, maxDepth: number): object {
  const json: MutableRecord = {};
  let hasOneof = false;
  for (const field of message.fields) {
    const value = (record as Readonly<MutableRecord>)[field.name];
    if (value === undefined || isDefault(field, value)) continue;
    if (field.occurrence === "oneof") {
      if (hasOneof) continue;
      hasOneof = true;
    }
    json[field.name] = field.occurrence === "repeated"
      ? (value as readonly unknown[]).map((item) => valueToJson(field, item, maxDepth))
      : valueToJson(field, value, maxDepth);
  }
  return json;
}

function valueToJson({ type }: Field, value: unknown, maxDepth: number): unknown {
  switch (type) {
    case KEY_VALUE:
      return keyValueToJson(value as Encodable<KeyValue>, maxDepth);
    case ANY_VALUE:
      return anyValueToJson(value as Encodable<AnyValue>, maxDepth);
    default:
      return typeof type === "string"
        ? scalarToJson(type, value)
        : recordToJson(type, value as object, maxDepth);
  }
}

/** Whether leaving out the field says the same. */
function isDefault({ type, occurrence }: Field, value: unknown): boolean {
  if (occurrence === "repeated") return (value as readonly unknown[]).length === 0;
  if (occurrence !== "implicit") return false;
  // -0 is not the default of a double.
  if (type === "double") return Object.is(value, 0);
  return value === "" || value === 0 || value === 0n || value === false;
}
