// Hot path: runs for the attributes of every exported record.
import type { Encodable, KeyValue } from "@otel-deno/otlp";
import type { Repairs } from "./repairs.ts";
import { toAnyValue } from "./to_any_value.ts";
import { toText } from "./to_text.ts";

/**
 * Turns attributes into those of OTLP, and never throws. What cannot be read is replaced as
 * {@linkcode toAnyValue} does it; of a proxy that does not tell its names, nothing is left.
 */
export function toKeyValues(
  attributes: object | undefined,
  repairs: Repairs,
): Encodable<KeyValue>[] {
  if (attributes === undefined) return [];
  let keys: readonly string[] = [];
  try {
    keys = Object.keys(attributes);
  } catch {
    repairs.count++;
  }
  return keys.map((key) => ({
    key: toText(key, repairs),
    value: readValue(attributes as Readonly<Record<string, unknown>>, key, repairs),
  }));
}

function readValue(
  attributes: Readonly<Record<string, unknown>>,
  key: string,
  repairs: Repairs,
): Encodable<KeyValue>["value"] {
  let value: unknown;
  try {
    value = attributes[key];
  } catch {
    repairs.count++;
    return { stringValue: "[Unreadable]" };
  }
  return toAnyValue(value, repairs);
}
