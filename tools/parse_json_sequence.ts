/**
 * Splits text that is nothing but JSON objects, one after the other, indented or not.
 *
 * @throws {SyntaxError} if anything else than white space stands between them, or the last one breaks off
 *
 * @example Two objects without a separator
 * ```ts
 * import assert from "node:assert/strict";
 * import { parseJsonSequence } from "./parse_json_sequence.ts";
 *
 * assert.deepEqual(parseJsonSequence('{\n  "a": "}"\n}{"b":{}}\n'), [{ a: "}" }, { b: {} }]);
 * ```
 */
export function parseJsonSequence(text: string): readonly Record<string, unknown>[] {
  const objects: Record<string, unknown>[] = [];
  let start = 0;
  let depth = 0;
  // Strings are skipped whole, so that a brace inside one does not count.
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\[^])*"|[{}]|[^\s{}"]+|"/g)) {
    if (depth === 0 && token !== "{") throw unexpected(text, index);
    if (token === "{" && depth++ === 0) start = index;
    if (token === "}" && --depth === 0) objects.push(JSON.parse(text.slice(start, index + 1)));
  }
  if (depth > 0) throw new SyntaxError(`Cannot read JSON objects: the one at ${start} breaks off`);
  return objects;
}

function unexpected(text: string, index: number): SyntaxError {
  const shown = JSON.stringify(text.slice(index, index + 60));
  return new SyntaxError(`Cannot read JSON objects: ${shown} at ${index} is none`);
}
