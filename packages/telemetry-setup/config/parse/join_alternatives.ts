/**
 * Joins names for a sentence.
 *
 * @example Usage
 * ```ts
 * import { joinAlternatives } from "./join_alternatives.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(joinAlternatives(["otlp", "console", "none"]), "otlp, console or none");
 * ```
 */
export function joinAlternatives(names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  const others = names.slice(0, -1);
  return others.length === 0 ? last : `${others.join(", ")} or ${last}`;
}
