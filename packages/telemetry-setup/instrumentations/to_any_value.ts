import type { AnyValue } from "@opentelemetry/api";

const MAX_DEPTH = 8;

/**
 * Makes a value of any kind one that OpenTelemetry can carry: errors, dates, big integers, symbols,
 * functions and objects that show nothing by their keys become text, cycles and what is nested
 * deeper than 8 levels `"…"`. Never throws.
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
  try {
    if (typeof value === "object" && value !== null) return convertObject(value, parents);
    if (value === undefined) return null;
    const carried = value === null || ["string", "number", "boolean"].includes(typeof value);
    return carried ? value as AnyValue : String(value);
  } catch {
    return "(a value that cannot be read)";
  }
}

function convertObject(value: object, parents: readonly object[]): AnyValue {
  if (value instanceof Uint8Array) return value;
  if (parents.length >= MAX_DEPTH || parents.includes(value)) return "…";
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (value instanceof Date) return value.toISOString();
  const inner = [...parents, value];
  if (isArray(value)) return Array.from(value, (item) => convert(item, inner));
  if ("toJSON" in value && typeof value.toJSON === "function") {
    return convert(value.toJSON(), inner);
  }
  const keys = Object.keys(value);
  // A `Map`, a `RegExp`, an object with private fields: it would seem empty.
  if (keys.length === 0 && !isPlain(value)) return Deno.inspect(value);
  const map: Record<string, AnyValue> = {};
  for (const key of keys) {
    // Not assigned: "__proto__" would set the prototype.
    Object.defineProperty(map, key, {
      value: convert((value as Record<string, unknown>)[key], inner),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return map;
}

function isArray(value: object): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value);
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
