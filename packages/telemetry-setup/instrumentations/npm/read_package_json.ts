import { createRequire } from "node:module";

/** The part of a `package.json` that is looked at. */
export interface PackageJson {
  readonly version?: string;
  readonly main?: unknown;
  readonly exports?: unknown;
}

/**
 * Reads the `package.json` of a package that is being loaded. By `require`, which may read what
 * belongs to packages where no --allow-read is given.
 *
 * @param root Folder of the package.
 * @throws {Error} If it cannot be read.
 */
export function readPackageJson(root: string): PackageJson {
  const path = `${root}/package.json`;
  return createRequire(path)(path);
}
