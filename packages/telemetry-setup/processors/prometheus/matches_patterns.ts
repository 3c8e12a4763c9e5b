/** A selection of names, as the configuration model has it. */
export interface NamePatterns {
  /** @default all */
  readonly included?: readonly string[];
  /** Wins over `included`. @default none */
  readonly excluded?: readonly string[];
}

/**
 * Tells whether a name is selected. In a pattern `*` stands for any characters, `?` for any one.
 *
 * @example Usage
 * ```ts
 * import { equal } from "node:assert/strict";
 *
 * equal(matchesPatterns("service.name", { included: ["service.*"] }), true);
 * equal(matchesPatterns("service.name", { excluded: ["service.nam?"] }), false);
 * ```
 */
export function matchesPatterns(
  name: string,
  { included = ["*"], excluded = [] }: NamePatterns,
): boolean {
  const matches = (pattern: string) => toRegExp(pattern).test(name);
  return included.some(matches) && !excluded.some(matches);
}

function toRegExp(pattern: string): RegExp {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "s");
}
