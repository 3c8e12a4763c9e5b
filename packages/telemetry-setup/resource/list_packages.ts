import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseManifestText } from "./parse_manifest_text.ts";

const FILE_NAMES = ["deno.json", "deno.jsonc", "package.json"];
const FIELDS = ["imports", "dependencies", "devDependencies", "optionalDependencies"];

/**
 * Finds those of some packages that an application depends on: in the `imports` of the `deno.json` or `deno.jsonc`
 * of its folder or of one further up, and in the dependencies of `package.json`. Those that lie
 * nearer win, as they do for Deno.
 *
 * @param mainModule URL of the main module; only files have manifests beside them.
 * @param options.names The packages. A manifest that contains none of the names is not even parsed.
 * @param options.readTextFile Returns `undefined` where there is no such file, or where it may not be
 * read.
 * @returns The path of the manifest for each name.
 *
 * @example Usage
 * ```ts
 * import { listPackages } from "./list_packages.ts";
 * import { join } from "node:path";
 * import { fileURLToPath } from "node:url";
 * import assert from "node:assert/strict";
 *
 * const manifest = join(fileURLToPath(import.meta.resolve("./")), "deno.json");
 * const files = new Map([[manifest, '{ "imports": { "@me/db": "npm:@me/db@1", "zod": "npm:zod" } }']]);
 *
 * const listed = listPackages(import.meta.resolve("./src/main.ts"), {
 *   names: ["@me/db", "@me/queue"],
 *   readTextFile: (path) => files.get(path),
 * });
 * assert.deepEqual([...listed], [["@me/db", manifest]]);
 * ```
 */
export function listPackages(
  mainModule: string,
  { names, readTextFile }: {
    readonly names: readonly string[];
    readonly readTextFile: (path: string) => string | undefined;
  },
): ReadonlyMap<string, string> {
  const listed = new Map<string, string>();
  if (!mainModule.startsWith("file:")) return listed;
  let folder = dirname(fileURLToPath(mainModule));
  while (true) {
    for (const fileName of FILE_NAMES) {
      const path = join(folder, fileName);
      const text = readTextFile(path);
      if (text === undefined || !names.some((name) => text.includes(name))) continue;
      const found = namesIn(text);
      for (const name of names) {
        if (found.has(name) && !listed.has(name)) listed.set(name, path);
      }
    }
    const parent = dirname(folder);
    if (parent === folder) return listed;
    folder = parent;
  }
}

function namesIn(text: string): ReadonlySet<string> {
  try {
    const content = parseManifestText(text) as Record<string, unknown> | null | undefined;
    return new Set(FIELDS.flatMap((field) => Object.keys(content?.[field] ?? {})));
  } catch {
    return new Set();
  }
}
