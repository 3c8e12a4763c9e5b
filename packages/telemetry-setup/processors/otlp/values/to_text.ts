// Hot path: runs for every string of every exported record.
import type { Repairs } from "./repairs.ts";

/** Without a look-up of the method, which V8 does each time for strings of many kinds. */
const isWellFormed: (text: string) => boolean = Function.prototype.call.bind(
  String.prototype.isWellFormed,
);

/**
 * Returns a string as OTLP can have it. Surrogates that are alone become U+FFFD; another value than
 * a string, which only code without types can bring, becomes its text; what is longer than
 * `maxLength` is cut, but never between two surrogates. All three are counted. `undefined` and
 * `null` are the empty string.
 */
export function toText(value: unknown, repairs: Repairs): string {
  if (typeof value === "string") {
    const { maxLength } = repairs;
    if (maxLength !== undefined && value.length > maxLength) return cut(value, repairs);
    if (isWellFormed(value)) return value;
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

function cut(text: string, repairs: Repairs): string {
  repairs.count++;
  const start = text.slice(0, repairs.maxLength);
  return start.replace(/[\ud800-\udbff]$/, "").toWellFormed();
}
