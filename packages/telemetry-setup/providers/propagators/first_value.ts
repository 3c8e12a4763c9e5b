// Hot path: runs for each field of each request.
import type { TextMapGetter } from "@opentelemetry/api";

/** A field's first value, blanks around it removed; `undefined` where it is absent or empty. */
export function firstValue<Carrier>(
  getter: TextMapGetter<Carrier>,
  carrier: Carrier,
  key: string,
): string | undefined {
  const value = getter.get(carrier, key);
  const first = Array.isArray(value) ? value[0] : value;
  return typeof first === "string" ? first.trim() || undefined : undefined;
}
