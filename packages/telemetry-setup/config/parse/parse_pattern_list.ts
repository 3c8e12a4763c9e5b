import type { Parsed } from "./parsed.ts";

/**
 * Parses a list of regular expressions. Those that are none are left out with a complaint. A single
 * `*` is taken for what is meant by it: everything.
 *
 * @param parts One expression each, in JavaScript's grammar.
 *
 * @example Usage
 * ```ts
 * import { parsePatternList } from "./parse_pattern_list.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(parsePatternList(["healthz$", "*"]), { value: ["healthz$", ".*"] });
 * assert.deepEqual(parsePatternList(["[", "x-.*"]), {
 *   value: ["x-.*"],
 *   expected: "regular expressions, without [",
 *   used: "x-.*",
 * });
 * ```
 */
export function parsePatternList(parts: readonly string[]): Parsed<readonly string[]> {
  const value: string[] = [];
  const unusable: string[] = [];
  for (const part of parts.map((part) => part === "*" ? ".*" : part)) {
    try {
      new RegExp(part);
      value.push(part);
    } catch {
      unusable.push(part);
    }
  }
  if (unusable.length === 0) return { value };
  if (value.length === 0) return { expected: "regular expressions" };
  return {
    value,
    expected: `regular expressions, without ${unusable.join(", ")}`,
    used: value.join(","),
  };
}
