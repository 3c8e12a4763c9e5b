/**
 * Says why a command line cannot be used: the first option that is not known, by its name alone, since
 * values may be secrets.
 *
 * @param otherwise What is wrong where every option is known.
 *
 * @example
 * ```ts
 * import { describeMisuse } from "./describe_misuse.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(
 *   describeMisuse(["--json", "--token=abc"], { known: ["--json"], otherwise: "" }),
 *   "Cannot use --token: no such option; see --help",
 * );
 * ```
 */
export function describeMisuse(
  args: readonly string[],
  { known, otherwise }: { readonly known: readonly string[]; readonly otherwise: string },
): string {
  const option = args.find((word) => /^--?[^-]/.test(word) && !known.includes(word));
  if (option === undefined) return `${otherwise}; see --help`;
  const [name = ""] = option.split("=", 1);
  return known.includes(name)
    ? `Cannot use ${name}: it takes no value; see --help`
    : `Cannot use ${name}: no such option; see --help`;
}
