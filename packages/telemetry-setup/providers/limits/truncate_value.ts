// Hot path: runs for each attribute of a log record.
import type { AnyValue } from "@opentelemetry/api";

/**
 * Cuts texts and bytes to a length, those within lists and maps as well.
 *
 * @param value Plain: nothing of it is inside itself.
 * @param limit In UTF-16 code units, or bytes.
 * @returns The value itself, unless something of it is too long.
 * @see {@link https://opentelemetry.io/docs/specs/otel/common/#attribute-limits}
 *
 * @example
 * ```ts
 * import { deepEqual } from "node:assert/strict";
 *
 * deepEqual(truncateValue(["long", 1234], 2), ["lo", 1234]);
 * ```
 */
export function truncateValue(value: AnyValue, limit: number): AnyValue {
  if (typeof value === "string") return value.length > limit ? value.slice(0, limit) : value;
  if (typeof value !== "object" || value === null || limit === Infinity) return value;
  if (value instanceof Uint8Array) return value.length > limit ? value.slice(0, limit) : value;
  if (Array.isArray(value)) return value.map((item) => truncateValue(item, limit));
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, truncateValue(member as AnyValue, limit)]),
  );
}
