import type { FoundPackage } from "./found_package.ts";

/**
 * Takes `npm:@scope/name@range/file` apart, also without `npm:`, as `deno.json` and `deno.lock` have
 * it. What Deno adds behind a resolved version (`_` and the peer dependencies) is left out.
 *
 * @returns `undefined` for another kind of specifier.
 *
 * @example Usage
 * ```ts
 * import { parseNpmSpecifier } from "./parse_npm_specifier.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(parseNpmSpecifier("npm:@me/db@^1.2/client"), { name: "@me/db", version: "^1.2" });
 * assert.equal(parseNpmSpecifier("jsr:@me/db"), undefined);
 * ```
 */
export function parseNpmSpecifier(specifier: string): FoundPackage | undefined {
  const [, name, version] =
    /^(?:npm:\/?)?((?:@[^@/:]+\/)?[^@/:]+)(?:@([^/]*))?(?:\/.*)?$/.exec(specifier) ?? [];
  if (name === undefined) return undefined;
  return { name, version: version?.split("_")[0] || "*" };
}
