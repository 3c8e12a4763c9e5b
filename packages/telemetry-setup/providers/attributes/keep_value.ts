// Hot path: runs for every attribute.
import type { AnyValue } from "@opentelemetry/api";
import type { Guard } from "../guard/guard.ts";
import { truncateValue } from "../limits/truncate_value.ts";

/**
 * Returns a value as a span or log record keeps it: a copy where it is an object, so that what the application does
 * with its own later changes nothing; `undefined` where there is none.
 *
 * @param maxLength UTF-16 code units of a text, or bytes.
 */
export function keepValue(value: unknown, guard: Guard, maxLength: number): AnyValue {
  if (typeof value === "string") {
    return value.length > maxLength ? value.slice(0, maxLength) : value;
  }
  if (typeof value === "number" || typeof value === "boolean" || value === undefined) return value;
  return truncateValue(guard.value(value) as AnyValue, maxLength);
}
