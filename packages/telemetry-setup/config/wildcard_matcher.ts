import { wildcardToRegExp } from "./wildcard_to_regexp.ts";

/** What to take and what to leave, as declarative configuration has it. */
export interface IncludedExcluded {
  /** Patterns of what is taken. @default everything */
  readonly included?: readonly string[] | null;
  /** Patterns of what is left out of that. @default nothing */
  readonly excluded?: readonly string[] | null;
}

/**
 * Tells whether a text is taken: included and not excluded. In a pattern, `?` stands for one
 * character and `*` for any number of them; case counts.
 *
 * @see {@link https://github.com/open-telemetry/opentelemetry-configuration}
 *
 * @example
 * ```ts
 * import { createWildcardMatcher } from "./wildcard_matcher.ts";
 * import assert from "node:assert/strict";
 *
 * const matches = createWildcardMatcher({ included: ["http.*"], excluded: ["http.url"] });
 * assert.deepEqual(["http.route", "http.url", "url.path"].map(matches), [true, false, false]);
 * ```
 */
export function createWildcardMatcher(
  { included, excluded }: IncludedExcluded,
): (text: string) => boolean {
  const isIncluded = included === undefined || included === null
    ? () => true
    : matchesAny(included);
  const isExcluded = matchesAny(excluded ?? []);
  return (text) => isIncluded(text) && !isExcluded(text);
}

function matchesAny(patterns: readonly string[]): (text: string) => boolean {
  if (patterns.length === 0) return () => false;
  const expression = new RegExp(`^(?:${patterns.map(wildcardToRegExp).join("|")})$`, "su");
  return (text) => expression.test(text);
}
