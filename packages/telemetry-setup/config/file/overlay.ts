import { Sourced } from "../sourced.ts";
import type { Tree } from "./mark_file_values.ts";

/**
 * Lays what is given over what holds otherwise: objects key by key, everything else as a whole.
 *
 * @example Usage
 * ```ts
 * import { overlay } from "./overlay.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(overlay({ a: { b: 1, c: [1, 2] } }, { a: { c: [3] } }), { a: { b: 1, c: [3] } });
 * ```
 */
export function overlay(defaults: Tree, given: Tree): Tree {
  const result: Record<string, unknown> = { ...defaults };
  for (const [key, value] of Object.entries(given)) {
    const base = result[key];
    result[key] = isTree(base) && isTree(value) ? overlay(base, value) : value;
  }
  return result;
}

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value) &&
    !(value instanceof Sourced);
}
