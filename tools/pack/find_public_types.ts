import { dirname, join } from "node:path";

/** What a set of declarations is made of. */
export interface PublicTypes {
  /** Absolute paths of the declarations that the entry points reach. */
  readonly files: ReadonlySet<string>;
  /** What they import from elsewhere: specifiers of packages. */
  readonly specifiers: ReadonlySet<string>;
}

const SPECIFIER = /(?:\bfrom\s*|\bimport\s*\(?\s*)"([^"]+)"/g;

/**
 * Finds the declarations that users of a package see: the entry points' own and what these import.
 *
 * @param entries Absolute paths of `.d.ts` files.
 * @param read Reads a file.
 *
 * @example Usage
 * ```ts
 * import { findPublicTypes } from "./find_public_types.ts";
 * import assert from "node:assert/strict";
 *
 * const files: Record<string, string> = {
 *   "/mod.d.ts": 'export { a } from "./a.js"; import type { Hono } from "hono";',
 *   "/a.d.ts": "export declare const a: string;",
 * };
 * const { files: found, specifiers } = findPublicTypes(["/mod.d.ts"], (path) => files[path]!);
 * assert.deepEqual([...found], ["/mod.d.ts", "/a.d.ts"]);
 * assert.deepEqual([...specifiers], ["hono"]);
 * ```
 */
export function findPublicTypes(
  entries: readonly string[],
  read: (path: string) => string,
): PublicTypes {
  const files = new Set(entries);
  const specifiers = new Set<string>();
  for (const file of files) {
    for (const [, specifier = ""] of withoutComments(read(file)).matchAll(SPECIFIER)) {
      if (specifier.startsWith(".")) {
        files.add(join(dirname(file), specifier.replace(/\.js$/, ".d.ts")));
      } else specifiers.add(specifier);
    }
  }
  return { files, specifiers };
}

/** Examples in comments import things, too. */
function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[^]*?\*\//g, "");
}
