import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseManifestText } from "./parse_manifest_text.ts";

/** What an application says of itself in its `deno.json`, `deno.jsonc` or `package.json`. */
export interface AppManifest {
  /** As it is written, with its scope. */
  readonly name: string;
  /** As it is written; absent where there is none. */
  readonly version?: string;
}

const FILE_NAMES = ["deno.json", "deno.jsonc", "package.json"];

/**
 * Finds the nearest manifest with a name: in the main module's folder, or further up. A manifest
 * without a name is passed over; many hold tasks only.
 *
 * @param mainModule URL of the main module; only files have manifests beside them.
 * @param readTextFile Returns `undefined` where there is no such file, or where it may not be read.
 *
 * @example Usage
 * ```ts
 * import { findAppManifest } from "./find_app_manifest.ts";
 * import { join } from "node:path";
 * import { fileURLToPath } from "node:url";
 * import assert from "node:assert/strict";
 *
 * const mainModule = import.meta.resolve("./src/main.ts");
 * const manifest = join(fileURLToPath(import.meta.resolve("./")), "deno.json");
 * const files = new Map([[manifest, '{ "name": "@me/dice", "version": "1.2.3" }']]);
 *
 * assert.deepEqual(findAppManifest(mainModule, (path) => files.get(path)), {
 *   name: "@me/dice",
 *   version: "1.2.3",
 * });
 * ```
 */
export function findAppManifest(
  mainModule: string,
  readTextFile: (path: string) => string | undefined,
): AppManifest | undefined {
  if (!mainModule.startsWith("file:")) return undefined;
  let folder = dirname(fileURLToPath(mainModule));
  while (true) {
    for (const fileName of FILE_NAMES) {
      const text = readTextFile(join(folder, fileName));
      const manifest = text === undefined ? undefined : parseManifest(text);
      if (manifest !== undefined) return manifest;
    }
    const parent = dirname(folder);
    if (parent === folder) return undefined;
    folder = parent;
  }
}

function parseManifest(text: string): AppManifest | undefined {
  const content = parseManifestText(text);
  if (typeof content !== "object" || content === null) return undefined;
  const { name, version } = content as { readonly name?: unknown; readonly version?: unknown };
  if (typeof name !== "string" || name.trim() === "") return undefined;
  if (typeof version !== "string" || version.trim() === "") return { name };
  return { name, version };
}
