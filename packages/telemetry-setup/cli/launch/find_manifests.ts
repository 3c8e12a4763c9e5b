import { dirname, join } from "pathe";

/** Tells whether there is a file. */
export type Exists = (path: string) => boolean;

const MANIFESTS = ["deno.json", "deno.jsonc", "package.json"];
const CONFIGS = ["deno.json", "deno.jsonc"];

/** The manifests in the folder of a file and above it, nearest first: one may name the service. */
export function findManifests(file: string, exists: Exists): readonly string[] {
  return ancestors(dirname(file)).flatMap((folder) => filesOf(folder, MANIFESTS)).filter(exists);
}

/** The `deno.json` or `deno.jsonc` that Deno uses for what lies in a folder. */
export function findConfig(folder: string, exists: Exists): string | undefined {
  return ancestors(folder).flatMap((folder) => filesOf(folder, CONFIGS)).find(exists);
}

function ancestors(folder: string): readonly string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}

function filesOf(folder: string, names: readonly string[]): readonly string[] {
  return names.map((name) => join(folder, name));
}
