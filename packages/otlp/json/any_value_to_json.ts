import type { AnyValue, KeyValue } from "../records/any_value.ts";
import type { Encodable } from "../records/encodable.ts";
import { scalarToJson } from "./scalar_to_json.ts";

/**
 * Turns a value into what `JSON.stringify` makes ProtoJSON of; of several set members, the one with
 * the lowest number. Written out, unlike other messages: most of a text is values.
 *
 * @param depthLeft How many more lists and maps may be within each other.
 * @throws {RangeError} If values are nested deeper, or an integer has more than 64 bits.
 */
export function anyValueToJson(value: Encodable<AnyValue>, depthLeft: number): object {
  if (value.stringValue !== undefined) return { stringValue: value.stringValue.toWellFormed() };
  if (value.boolValue !== undefined) return { boolValue: value.boolValue };
  if (value.intValue !== undefined) return { intValue: scalarToJson("int64", value.intValue) };
  if (value.doubleValue !== undefined) {
    return { doubleValue: scalarToJson("double", value.doubleValue) };
  }
  const { arrayValue, kvlistValue, bytesValue } = value;
  if (arrayValue !== undefined) {
    return { arrayValue: listToJson(arrayValue.values, anyValueToJson, depthLeft) };
  }
  if (kvlistValue !== undefined) {
    return { kvlistValue: listToJson(kvlistValue.values, keyValueToJson, depthLeft) };
  }
  return bytesValue === undefined ? {} : { bytesValue: bytesValue.toBase64() };
}

/** Turns an attribute into what `JSON.stringify` makes ProtoJSON of. */
export function keyValueToJson({ key, value }: Encodable<KeyValue>, depthLeft: number): object {
  // JSON.stringify leaves out what is undefined.
  return {
    key: key ? key.toWellFormed() : undefined,
    value: value && anyValueToJson(value, depthLeft),
  };
}

function listToJson<T>(
  values: readonly T[] | undefined,
  toJson: (item: T, depthLeft: number) => object,
  depthLeft: number,
): object {
  if (depthLeft === 0) {
    throw new RangeError("Cannot encode a value: it is nested deeper than maxDepth");
  }
  if (values === undefined || values.length === 0) return {};
  return { values: values.map((value) => toJson(value, depthLeft - 1)) };
}
