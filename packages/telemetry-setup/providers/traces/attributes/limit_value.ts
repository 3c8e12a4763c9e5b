// Hot path: runs for every attribute's text.
import type { AnyValue } from "@opentelemetry/api";

/**
 * Cuts texts and bytes that are longer, also those within lists and maps. Of a list or a map it makes
 * a copy, if it has to cut there at all.
 *
 * @param value What the guard has let through: no value that is within itself.
 * @param maxLength UTF-16 code units, or bytes.
 * @see {@link https://opentelemetry.io/docs/specs/otel/common/#attribute-limits}
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { limitValue } from "./limit_value.ts";
 *
 * assert.equal(limitValue("rolled", 4), "roll");
 * assert.deepEqual(limitValue({ dice: ["rolled", 6] }, 4), { dice: ["roll", 6] });
 * ```
 */
export function limitValue(value: AnyValue, maxLength: number): AnyValue {
  if (typeof value === "string") {
    return value.length > maxLength ? value.slice(0, maxLength) : value;
  }
  if (typeof value !== "object" || value === null || maxLength === Infinity) return value;
  if (value instanceof Uint8Array) {
    return value.length > maxLength ? value.slice(0, maxLength) : value;
  }
  if (Array.isArray(value)) return value.map((item) => limitValue(item, maxLength));
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, limitValue(member, maxLength)]),
  );
}
