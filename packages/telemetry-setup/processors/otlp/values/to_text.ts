// Hot path: runs for every string of every exported record.
import type { Repairs } from "./repairs.ts";

/**
 * Returns a string as OTLP can have it. Surrogates that are alone become U+FFFD; another value than
 * a string, which only code without types can bring, becomes its text; both are counted. `undefined`
 * and `null` are the empty string.
 */
export function toText(value: unknown, repairs: Repairs): string {
  if (typeof value === "string") {
    if (value.isWellFormed()) return value;
    repairs.count++;
    return value.toWellFormed();
  }
  if (value === undefined || value === null) return "";
  repairs.count++;
  try {
    return String(value).toWellFormed();
  } catch {
    return "";
  }
}
