import { dirname, join, resolve } from "node:path";
import { runCommand } from "../run/run_command.ts";

/** A package of somebody else's whose code is in a bundle. */
export interface BundledPackage {
  /** Such as `yaml@2.9.1`. */
  readonly id: string;
  /** Absolute folder in which it is installed. */
  readonly folder: string;
}

/** Options of {@linkcode listBundledPackages}. */
export interface ListBundledOptions {
  /** Absolute folder of our own code, whose terms are no third party's. */
  readonly own: string;
  /** Absolute folder that the modules' paths are relative to. */
  readonly cwd: string;
}

/**
 * Finds out whose code gets into bundles: by the source maps, which name each file that left
 * something there.
 *
 * @returns Sorted by their names.
 * @throws {Error} If they cannot be bundled.
 */
export async function listBundledPackages(
  modules: readonly string[],
  { own, cwd }: ListBundledOptions,
): Promise<readonly BundledPackage[]> {
  const out = await Deno.makeTempDir({ prefix: "otel-deno-bundled-" });
  try {
    const options = ["--quiet", "--platform=deno", "--sourcemap=external", "--minify"];
    const command = [Deno.execPath(), "bundle", ...options, "--outdir", out, ...modules] as const;
    const { code, stderr } = await runCommand([...command], { cwd });
    if (code !== 0) throw new Error(`Cannot list what is bundled: ${stderr}`);
    const found = new Map<string, BundledPackage>();
    for (const source of await listSources(out)) {
      if (source.startsWith(join(own, "/")) && !source.includes("node_modules")) continue;
      const bundled = findPackage(source);
      found.set(bundled.id, bundled);
    }
    return [...found.values()].sort((a, b) => a.id < b.id ? -1 : 1);
  } finally {
    await Deno.remove(out, { recursive: true });
  }
}

async function listSources(folder: string): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isDirectory) { for (const source of await listSources(path)) found.add(source); }
    else if (name.endsWith(".map")) {
      const { sources } = JSON.parse(await Deno.readTextFile(path)) as { sources: string[] };
      for (const source of sources) found.add(resolve(dirname(path), source));
    }
  }
  return found;
}

function findPackage(source: string): BundledPackage {
  for (let folder = dirname(source); folder !== dirname(folder); folder = dirname(folder)) {
    const { name, version } = readManifest(join(folder, "package.json"));
    // A package may have more of them inside, which say no more than `type`.
    if (name !== undefined && version !== undefined) return { id: `${name}@${version}`, folder };
  }
  throw new Error(`Cannot list what is bundled: ${source} is in no package`);
}

function readManifest(path: string): { readonly name?: string; readonly version?: string } {
  try {
    return JSON.parse(Deno.readTextFileSync(path));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return {};
    throw error;
  }
}
