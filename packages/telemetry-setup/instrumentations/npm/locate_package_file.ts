/** A file of an npm package. */
export interface PackageFile {
  /** With its scope. */
  readonly name: string;
  /** Folder of the package, without a slash at its end. */
  readonly root: string;
  /** The file inside that folder, with slashes. */
  readonly path: string;
}

const IN_NODE_MODULES = /^(.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/.@][^\\/]*))[\\/](.+)$/s;
/** `…/npm/<registry>/<name>/<version>/…`, where the version begins with a digit. */
const IN_CACHE =
  /^(.*[\\/]npm[\\/][^\\/]+[\\/]((?:@[^\\/]+[\\/])?[^\\/@][^\\/]*)[\\/]\d[^\\/]*)[\\/](.+)$/s;

/**
 * Tells which npm package a file belongs to, from its path alone: in a `node_modules` folder, or in
 * Deno's global cache, where the names of packages are followed by their versions.
 *
 * @example Usage
 * ```ts
 * import { locatePackageFile } from "./locate_package_file.ts";
 * import assert from "node:assert/strict";
 *
 * const cache = "/home/me/.cache/deno/npm/registry.example";
 * assert.deepEqual(locatePackageFile(`${cache}/@scope/db/1.2.3/lib/client.js`), {
 *   name: "@scope/db",
 *   root: `${cache}/@scope/db/1.2.3`,
 *   path: "lib/client.js",
 * });
 * ```
 */
export function locatePackageFile(file: string): PackageFile | undefined {
  const [, root, name, path] = IN_NODE_MODULES.exec(file) ?? IN_CACHE.exec(file) ?? [];
  if (root === undefined || name === undefined || path === undefined) return undefined;
  return { name: slashes(name), root, path: slashes(path) };
}

function slashes(path: string): string {
  return path.replaceAll("\\", "/");
}
