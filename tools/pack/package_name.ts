/**
 * The package that a specifier names; nothing for files and built-in modules.
 *
 * @example Usage
 * ```ts
 * import { packageName } from "./package_name.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(packageName("@scope/name/path"), "@scope/name");
 * assert.equal(packageName("node:path"), undefined);
 * ```
 */
export function packageName(specifier: string): string | undefined {
  if (/^(\.|\/|node:)/.test(specifier)) return undefined;
  return specifier.split("/").slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
}
