import type { Parsed } from "./parsed.ts";

/**
 * Parses a comma-separated list of any texts. Blanks around them are left out, and so are empty
 * ones; what occurs twice counts once.
 *
 * @example Usage
 * ```ts
 * import { parseList } from "./parse_list.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(parseList("x-request-id, x-.*-id,"), { value: ["x-request-id", "x-.*-id"] });
 * assert.deepEqual(parseList(","), { expected: "a list, separated by commas" });
 * ```
 */
export function parseList(text: string): Parsed<readonly string[]> {
  const parts = text.split(",").map((part) => part.trim()).filter((part) => part !== "");
  return parts.length === 0
    ? { expected: "a list, separated by commas" }
    : { value: [...new Set(parts)] };
}
