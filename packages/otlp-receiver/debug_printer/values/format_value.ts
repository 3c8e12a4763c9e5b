import type { AnyValue, KeyValue } from "@otel-deno/otlp";
import { formatJsonNumber } from "./format_number.ts";

/** A value as text: what is in lists and maps, as JSON with sorted keys. */
export function formatValue(value: AnyValue = {}): string {
  const { stringValue, boolValue, intValue, doubleValue, bytesValue } = value;
  if (stringValue !== undefined) return stringValue;
  if (doubleValue !== undefined) return formatDouble(doubleValue);
  if (bytesValue !== undefined) return bytesValue.toBase64();
  if (value.arrayValue !== undefined || value.kvlistValue !== undefined) {
    return toJson(value) ?? "";
  }
  return String(boolValue ?? intValue ?? "");
}

/** A value with the name of its type: `Int(200)`. */
export function formatTypedValue(value: AnyValue = {}): string {
  return `${typeOf(value)}(${formatValue(value)})`;
}

function typeOf(value: AnyValue): string {
  if (value.stringValue !== undefined) return "Str";
  if (value.boolValue !== undefined) return "Bool";
  if (value.intValue !== undefined) return "Int";
  if (value.doubleValue !== undefined) return "Double";
  if (value.arrayValue !== undefined) return "Slice";
  if (value.kvlistValue !== undefined) return "Map";
  return value.bytesValue === undefined ? "Empty" : "Bytes";
}

function formatDouble(value: number): string {
  return Number.isNaN(value) ? "NaN" : formatJsonNumber(value);
}

/** Nothing where JSON has no such number: the Collector then prints nothing of the whole value. */
function toJson(value: AnyValue = {}): string | undefined {
  const { stringValue, boolValue, intValue, doubleValue, arrayValue, kvlistValue, bytesValue } =
    value;
  if (stringValue !== undefined) return quote(stringValue);
  // To Go, no bytes are nothing.
  if (bytesValue?.length === 0) return "null";
  if (bytesValue !== undefined) return quote(bytesValue.toBase64());
  if (doubleValue !== undefined) {
    return Number.isFinite(doubleValue) ? formatJsonNumber(doubleValue) : undefined;
  }
  if (arrayValue !== undefined) {
    const items = arrayValue.values.map(toJson);
    return items.includes(undefined) ? undefined : `[${items.join(",")}]`;
  }
  if (kvlistValue !== undefined) return mapToJson(kvlistValue.values);
  return String(boolValue ?? intValue ?? null);
}

function mapToJson(values: readonly KeyValue[]): string | undefined {
  // Of a key that is there twice, the last value counts.
  const byKey = new Map(values.map(({ key, value }) => [key, value]));
  const members: string[] = [];
  for (const key of [...byKey.keys()].sort(compareCodePoints)) {
    const json = toJson(byKey.get(key));
    if (json === undefined) return undefined;
    members.push(`${quote(key)}:${json}`);
  }
  return `{${members.join(",")}}`;
}

function quote(text: string): string {
  return JSON.stringify(text).replace(
    /[\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16)}`,
  );
}

/** Orders as the bytes of UTF-8 do, which is not how UTF-16 does. */
function compareCodePoints(left: string, right: string): number {
  const [others, points] = [[...right], [...left]];
  for (let index = 0; index < points.length && index < others.length; index++) {
    const difference = points[index]!.codePointAt(0)! - others[index]!.codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return points.length - others.length;
}
