/** What a `package.json` says of where a package begins. */
export interface EntryFields {
  readonly main?: unknown;
  readonly exports?: unknown;
}

/**
 * Tells whether a file is what users of a package get by its name: `main`, or a target of the `.`
 * entry of `exports` under any condition.
 *
 * @param path The file inside the package, with slashes.
 *
 * @example Usage
 * ```ts
 * import { isEntryFile } from "./is_entry_file.ts";
 * import assert from "node:assert/strict";
 *
 * const fields = { main: "./lib", exports: { ".": { import: "./esm/index.mjs" } } };
 * assert.ok(isEntryFile("lib/index.js", fields));
 * assert.ok(isEntryFile("esm/index.mjs", fields));
 * assert.ok(!isEntryFile("lib/pool.js", fields));
 * ```
 */
export function isEntryFile(path: string, fields: EntryFields): boolean {
  const main = typeof fields.main === "string" && fields.main !== "" ? fields.main : "index.js";
  const entries = [main, `${main}.js`, `${main}.cjs`, `${main}/index.js`];
  return [...entries, ...targets(rootExport(fields.exports))].some((entry) =>
    normalize(entry) === path
  );
}

function rootExport(exports: unknown): unknown {
  if (typeof exports !== "object" || exports === null || Array.isArray(exports)) return exports;
  const names = Object.keys(exports);
  // Without subpaths the whole object is conditions of the root.
  if (!names.some((name) => name.startsWith("."))) return exports;
  return (exports as Record<string, unknown>)["."];
}

function targets(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(targets);
}

function normalize(path: string): string {
  return path.replace(/^\.\//, "").replaceAll(/\/{2,}/g, "/").replace(/\/$/, "");
}
