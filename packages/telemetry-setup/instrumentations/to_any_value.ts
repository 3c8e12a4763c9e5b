import type { AnyValue } from "@opentelemetry/api";

const MAX_DEPTH = 8;

/**
 * Makes a value of any kind one that OpenTelemetry can carry: errors, dates, big integers, symbols
 * and functions become text, cycles and what is nested deeper than 8 levels `"…"`. Never throws.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/common/#anyvalue}
 *
 * @example
 * ```ts
 * import { toAnyValue } from "./to_any_value.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(toAnyValue({ at: new Date(0), n: 1n }), {
 *   at: "1970-01-01T00:00:00.000Z",
 *   n: "1",
 * });
 * ```
 */
export function toAnyValue(value: unknown): AnyValue {
  return convert(value, []);
}

function convert(value: unknown, parents: readonly object[]): AnyValue {
  switch (typeof value) {
    case "string":
    case "number":
    case "boolean":
      return value;
    case "undefined":
      return null;
    case "object":
      break;
    default:
      return String(value);
  }
  if (value === null || value instanceof Uint8Array) return value;
  if (parents.length >= MAX_DEPTH || parents.includes(value)) return "…";
  try {
    if (value instanceof Error) return `${value.name}: ${value.message}`;
    if (value instanceof Date) return value.toISOString();
    const inner = [...parents, value];
    if (Array.isArray(value)) return value.map((item) => convert(item, inner));
    const map: Record<string, AnyValue> = {};
    for (const key of Object.keys(value)) {
      // Not assigned: "__proto__" would set the prototype.
      Object.defineProperty(map, key, {
        value: convert((value as Record<string, unknown>)[key], inner),
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
    return map;
  } catch {
    return "(a value that cannot be read)";
  }
}
