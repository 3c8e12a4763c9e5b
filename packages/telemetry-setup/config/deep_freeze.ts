/**
 * Freezes a tree of plain objects and arrays, and returns it.
 *
 * @example Usage
 * ```ts
 * import { deepFreeze } from "./deep_freeze.ts";
 * import assert from "node:assert/strict";
 *
 * const frozen = deepFreeze({ list: [{ name: "a" }] });
 * assert.throws(() => frozen.list.push({ name: "b" }), TypeError);
 * ```
 */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const child of Object.values(value)) deepFreeze(child);
  return value;
}
