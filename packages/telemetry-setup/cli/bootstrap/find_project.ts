import { dirname, join, resolve } from "node:path";
import { UsageError } from "../usage_error.ts";
import { type Manifest, readManifest } from "./read_manifest.ts";

/** An application as it lies on the disk. */
export interface Project {
  /** Folder of the nearest manifest. */
  readonly folder: string;
  /** Those of that folder, `deno.json` before `package.json`. */
  readonly manifests: readonly Manifest[];
  /** Its first module, where that can be told. */
  readonly entry?: string;
  /** Texts of its lock files, of its own folder or of the workspace's. */
  readonly locks: readonly string[];
  /** Path of its `deno.lock`. */
  readonly denoLock?: string;
}

/** What {@linkcode findProject} has to know of the disk. */
export interface ProjectFiles {
  readonly cwd: string;
  /** `undefined` where there is nothing. */
  readonly kindOf: (path: string) => "file" | "folder" | undefined;
  readonly readTextFile: (path: string) => string;
}

/** Where an application begins, most often. */
const ENTRIES = ["main.ts", "main.js", "main.mjs", "main.tsx", "server.ts", "app.ts", "index.ts"];

/**
 * Finds the manifests, the lock files and the entry of an application.
 *
 * @param path Its folder, or its first module.
 * @throws {UsageError} If there is no such path, or no manifest in its folder or further up.
 */
export function findProject(path: string, files: ProjectFiles): Project {
  const { kindOf, readTextFile } = files;
  const absolute = resolve(files.cwd, path);
  const kind = kindOf(absolute);
  if (kind === undefined) {
    throw new UsageError(`Cannot find ${path}: there is no such file or folder`);
  }
  const folders = ancestors(kind === "folder" ? absolute : dirname(absolute));
  const inFolder = (folder: string, names: readonly string[]) =>
    names.map((name) => join(folder, name)).filter((file) => kindOf(file) === "file");

  const folder = folders.find((folder) => manifestsIn(folder).length > 0);
  function manifestsIn(folder: string): readonly string[] {
    const [deno] = inFolder(folder, ["deno.json", "deno.jsonc"]);
    return [...(deno === undefined ? [] : [deno]), ...inFolder(folder, ["package.json"])];
  }
  if (folder === undefined) {
    throw new UsageError(
      `Cannot find a deno.json or package.json for ${path}: make one with deno init, or name the ` +
        "application's folder",
    );
  }
  const manifests = manifestsIn(folder).map((path) => readManifest(path, readTextFile(path)));
  const locks = ["deno.lock", "package-lock.json"].flatMap((name) =>
    ancestors(folder).flatMap((folder) => inFolder(folder, [name])).slice(0, 1)
  );
  const named = manifests.flatMap(({ entry }) => entry === undefined ? [] : [join(folder, entry)]);
  const entry = kind === "file"
    ? absolute
    : [...named, ...inFolder(folder, ENTRIES)].find((file) => kindOf(file) === "file");
  const denoLock = locks.find((lock) => lock.endsWith("deno.lock"));
  return {
    folder,
    manifests,
    locks: locks.map(readTextFile),
    ...(entry === undefined ? {} : { entry }),
    ...(denoLock === undefined ? {} : { denoLock }),
  };
}

function ancestors(folder: string): readonly string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}
