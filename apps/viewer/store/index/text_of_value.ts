// Hot path: runs for every attribute of every item.
import type { AnyValue } from "@otel-deno/otlp";

/** Returns the text that filters compare a value with; lists and maps are JSON. */
export function textOfValue(value: AnyValue | undefined): string {
  if (value === undefined) return "";
  if (value.stringValue !== undefined) return value.stringValue;
  if (value.intValue !== undefined) return value.intValue.toString();
  if (value.boolValue !== undefined) return value.boolValue ? "true" : "false";
  if (value.doubleValue !== undefined) return String(value.doubleValue);
  if (value.bytesValue !== undefined) return value.bytesValue.toBase64();
  return JSON.stringify(plainValue(value)) ?? "";
}

function plainValue(value: AnyValue | undefined): unknown {
  if (value?.arrayValue !== undefined) return value.arrayValue.values.map(plainValue);
  if (value?.kvlistValue !== undefined) {
    return Object.fromEntries(
      value.kvlistValue.values.map(({ key, value }) => [key, plainValue(value)]),
    );
  }
  if (value?.intValue !== undefined) {
    const number = Number(value.intValue);
    return Number.isSafeInteger(number) ? number : value.intValue.toString();
  }
  return value?.boolValue ?? value?.doubleValue ??
    (value === undefined || Object.keys(value).length === 0 ? null : textOfValue(value));
}
