import type { JsonAttribute, JsonValue } from "../../contract/mod.ts";

const MAX_TEXT = 500;

/** A value without its type, as people write JSON; long text is cut. */
export function plainValue(value: JsonValue): unknown {
  if (value.arrayValue !== undefined) return value.arrayValue.values.map(plainValue);
  if (value.kvlistValue !== undefined) return plainAttributes(value.kvlistValue.values);
  if (value.stringValue !== undefined && value.stringValue.length > MAX_TEXT) {
    return `${value.stringValue.slice(0, MAX_TEXT)}… (${value.stringValue.length} characters)`;
  }
  return Object.values(value)[0] ?? null;
}

/** Attributes without their types. */
export function plainAttributes(attributes: readonly JsonAttribute[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, plainValue(value)]));
}
