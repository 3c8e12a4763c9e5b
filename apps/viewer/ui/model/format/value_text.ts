import type { JsonValue } from "../../../contract/values.ts";
import { plainValue } from "./plain_value.ts";

/** A value as text: strings as they are, everything with parts as JSON. */
export function valueText(value: JsonValue): string {
  if (value.stringValue !== undefined) return value.stringValue;
  const plain = plainValue(value);
  return typeof plain === "string" ? plain : JSON.stringify(plain) ?? "";
}
