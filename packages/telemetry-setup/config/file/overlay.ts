import { Sourced } from "../sourced.ts";
import type { Tree } from "./mark_file_values.ts";

/** Options of {@linkcode overlay}. */
export interface OverlayOptions {
  /** Keys whose value is replaced as a whole, too. @default none */
  readonly whole?: ReadonlySet<string>;
}

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
export function overlay(defaults: Tree, given: Tree, options: OverlayOptions = {}): Tree {
  const result: Record<string, unknown> = { ...defaults };
  for (const [key, value] of Object.entries(given)) {
    const base = result[key];
    const isWhole = options.whole?.has(key) === true || !isTree(base) || !isTree(value);
    result[key] = isWhole ? value : overlay(base, value, options);
  }
  return result;
}

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value) &&
    !(value instanceof Sourced);
}
