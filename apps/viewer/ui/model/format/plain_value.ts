import type { JsonValue } from "../../../contract/values.ts";

/** A value without OTLP's wrapping, for people and for JSON that is copied. */
export function plainValue(value: JsonValue): unknown {
  if (value.stringValue !== undefined) return value.stringValue;
  if (value.boolValue !== undefined) return value.boolValue;
  if (value.intValue !== undefined) {
    const number = Number(value.intValue);
    return Number.isSafeInteger(number) ? number : value.intValue;
  }
  if (value.doubleValue !== undefined) return value.doubleValue;
  if (value.bytesValue !== undefined) return value.bytesValue;
  if (value.arrayValue !== undefined) return value.arrayValue.values.map(plainValue);
  if (value.kvlistValue !== undefined) {
    // No prototype: a key may be `__proto__`.
    const plain: Record<string, unknown> = Object.create(null);
    for (const { key, value: inner } of value.kvlistValue.values) plain[key] = plainValue(inner);
    return plain;
  }
  return null;
}
