import { JsonByte } from "./json_byte.ts";

/**
 * Finds where a string in JSON ends: at its quote, or -1 where it does not.
 *
 * @param start The place of the quote at which it begins.
 *
 * @example
 * ```ts
 * import { stringEnd } from "./string_end.ts";
 * import assert from "node:assert/strict";
 *
 * const json = new TextEncoder().encode('["a\\"b"]');
 * assert.equal(stringEnd(json, 1), 6);
 * ```
 */
export function stringEnd(json: Uint8Array, start: number): number {
  for (let index = start + 1; index < json.length; index++) {
    const byte = json[index];
    if (byte === JsonByte.QUOTE) return index;
    // Whatever follows is no end.
    if (byte === JsonByte.BACKSLASH) index++;
  }
  return -1;
}
