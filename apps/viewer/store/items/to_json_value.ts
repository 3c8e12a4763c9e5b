import type { AnyValue, InstrumentationScope, KeyValue, Resource } from "@otel-deno/otlp";
import type { JsonAttribute, JsonResource, JsonScope, JsonValue } from "../../contract/mod.ts";

/** Returns attributes as OTLP/JSON has them. */
export function toJsonAttributes(attributes: readonly KeyValue[]): readonly JsonAttribute[] {
  return attributes.map(({ key, value }) => ({ key, value: toJsonValue(value) }));
}

/** Returns a value as OTLP/JSON has it. */
export function toJsonValue(value: AnyValue | undefined): JsonValue {
  if (value === undefined) return {};
  const { stringValue, boolValue, intValue, doubleValue, arrayValue, kvlistValue } = value;
  if (stringValue !== undefined) return { stringValue };
  if (boolValue !== undefined) return { boolValue };
  if (intValue !== undefined) return { intValue: intValue.toString() };
  if (doubleValue !== undefined) return { doubleValue: toJsonDouble(doubleValue) };
  if (arrayValue !== undefined) {
    return { arrayValue: { values: arrayValue.values.map(toJsonValue) } };
  }
  if (kvlistValue !== undefined) {
    return { kvlistValue: { values: toJsonAttributes(kvlistValue.values) } };
  }
  return value.bytesValue === undefined ? {} : { bytesValue: value.bytesValue.toBase64() };
}

/** Returns a resource as OTLP/JSON has it. */
export function toJsonResource(resource: Resource | undefined, schemaUrl: string): JsonResource {
  return { attributes: toJsonAttributes(resource?.attributes ?? []), schemaUrl };
}

/** Returns a scope as OTLP/JSON has it. */
export function toJsonScope(
  scope: InstrumentationScope | undefined,
  schemaUrl: string,
): JsonScope {
  const { name = "", version = "", attributes = [] } = scope ?? {};
  return { name, version, attributes: toJsonAttributes(attributes), schemaUrl };
}

function toJsonDouble(value: number): number | "NaN" | "Infinity" | "-Infinity" {
  if (Number.isNaN(value)) return "NaN";
  if (Number.isFinite(value)) return value;
  return value > 0 ? "Infinity" : "-Infinity";
}
