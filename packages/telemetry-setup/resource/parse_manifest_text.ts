import stripJsonComments from "strip-json-comments";

/**
 * Parses the text of a `deno.json`, `deno.jsonc` or `package.json`. Deno takes comments and trailing
 * commas in any of its own; most have none, and then it is parsed as it is, in a tenth of the time.
 *
 * @returns What it holds; `undefined` if it is not JSON.
 *
 * @example
 * ```ts
 * import { parseManifestText } from "./parse_manifest_text.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(parseManifestText('{ "name": "@me/dice", }'), { name: "@me/dice" });
 * ```
 */
export function parseManifestText(text: string): unknown {
  const json = text.replace(/^\ufeff/, "");
  return parse(json) ?? parse(stripJsonComments(json, { trailingCommas: true }));
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
