import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  buildEntries,
  BUNDLED_MODULES,
  OWN_FILES,
} from "../../packages/telemetry-setup/cli/entries/build_entries.ts";
import { runCommand } from "../run/run_command.ts";
import { compileModules } from "./compile_modules.ts";
import { createManifest } from "./create_manifest.ts";
import { findPublicTypes } from "./find_public_types.ts";
import { packageName } from "./package_name.ts";
import type { PackedPackage } from "./packed_package.ts";
import { bundleName, writeCommands } from "./write_commands.ts";
import { writeNotices } from "./write_notices.ts";

/** Options of {@linkcode packPackages}. */
export interface PackPackagesOptions {
  /** Absolute folder of the project. */
  readonly root: string;
  /** Absolute folder, below the project's, that gets a folder for each package. */
  readonly target: string;
}

/** A package, ready to be published or made into a tarball. */
export interface BuiltPackage {
  readonly name: string;
  readonly version: string;
  /** Absolute. */
  readonly folder: string;
}

/** The types of `node:` modules, of the version whose API Deno 2.9 has. */
const NODE_TYPES = { "@types/node": "24.10.1" };

interface Config {
  readonly name: string;
  readonly version: string;
  readonly imports?: Readonly<Record<string, string>>;
  readonly exports?: string | Readonly<Record<string, string>>;
}

/**
 * Builds each package as it is on npm: JavaScript and types of its modules, bundles of what is put
 * in front of applications and of the commands, and a `package.json`.
 *
 * @throws {Error} If a step fails.
 */
export async function packPackages(
  packages: readonly PackedPackage[],
  { root, target }: PackPackagesOptions,
): Promise<readonly BuiltPackage[]> {
  const { imports = {} } = await readConfig(join(root, "deno.json"));
  const versions = new Map(
    Object.values(imports).flatMap((specifier) => {
      const [, name, version] = /^npm:(@?[^@]+)@([^/]+)$/.exec(specifier) ?? [];
      return name === undefined || version === undefined ? [] : [[name, version] as const];
    }),
  );
  // Outside the project: in it, Deno would take it for a member of the workspace.
  const dependencies = await Deno.makeTempDir({ prefix: "otel-deno-pack-" });
  try {
    const runtimeTypes = await installDependencies(dependencies, versions);
    const built: BuiltPackage[] = [];
    const siblings = new Map<string, string>();
    for (const packed of packages) {
      const source = join(root, packed.folder);
      const folder = join(target, packed.folder);
      const config = await readConfig(join(source, "deno.json"));
      const { name, version } = config;
      const modules = modulesOf(config, packed);
      await Deno.mkdir(folder, { recursive: true });
      const own = packed.commands.length === 0 ? [] : Object.keys(OWN_FILES);
      const imported = compileModules({
        source,
        entries: [...Object.values(modules), ...own],
        dependencies,
        siblings,
        runtimeTypes,
        target: folder,
      });
      const typed = await keepPublicTypes(folder, Object.values(modules));
      await writeBundles(packed, { root, source, folder, version });
      const launcher = await Deno.readTextFile(join(root, "tools/pack/launch.ts"));
      await writeCommands(packed.commands, { launcher, target: folder });
      const manifest = createManifest(packed, {
        name,
        version,
        modules,
        imported: imported.union(typed),
        versions,
      });
      const text = `${JSON.stringify(manifest, null, 2)}\n`;
      await Deno.writeTextFile(join(folder, "package.json"), text);
      await Deno.copyFile(join(root, "LICENSE"), join(folder, "LICENSE"));
      await Deno.copyFile(join(source, "README.md"), join(folder, "README.md"));
      built.push({ name, version, folder });
      versions.set(name, version);
      for (const [entry, module] of Object.entries(modules)) {
        siblings.set(name + entry.slice(1), join(folder, module.replace(/ts$/, "d.ts")));
      }
    }
    return built;
  } finally {
    await Deno.remove(dependencies, { recursive: true });
  }
}

async function readConfig(path: string): Promise<Config> {
  return JSON.parse(await Deno.readTextFile(path));
}

/** Entry points that applications import, as file by export name. */
function modulesOf(
  { exports = {} }: Config,
  { bundles, commands }: PackedPackage,
): Readonly<Record<string, string>> {
  const entries = typeof exports === "string" ? { ".": exports } : exports;
  const others = new Set(commands.map(({ module }) => module));
  return Object.fromEntries(
    Object.entries(entries)
      .map(([entry, path]) => [entry, path.replace(/^\.\//, "")] as const)
      .filter(([entry, path]) => !(entry in bundles) && !others.has(path)),
  );
}

/** Installs what the sources import, so that the compiler finds it. Returns Deno's declarations. */
async function installDependencies(
  folder: string,
  versions: ReadonlyMap<string, string>,
): Promise<string> {
  const manifest = { dependencies: Object.fromEntries(versions), devDependencies: NODE_TYPES };
  await Deno.writeTextFile(join(folder, "package.json"), JSON.stringify(manifest));
  await run([Deno.execPath(), "install", "--quiet"], folder);
  const runtimeTypes = join(folder, "deno.d.ts");
  await Deno.writeTextFile(runtimeTypes, await run([Deno.execPath(), "types"], folder));
  return runtimeTypes;
}

async function run(command: readonly [string, ...string[]], cwd: string): Promise<string> {
  const { code, stdout, stderr } = await runCommand(command, { cwd });
  if (code === 0) return stdout;
  throw new Error(`Cannot pack: ${command.slice(1).join(" ")} ended with ${code}: ${stderr}`);
}

/** Removes the declarations that no user sees. Returns the packages that the others import. */
async function keepPublicTypes(
  folder: string,
  modules: readonly string[],
): Promise<ReadonlySet<string>> {
  const entries = modules.map((module) => join(folder, module.replace(/\.ts$/, ".d.ts")));
  const { files, specifiers } = findPublicTypes(entries, (path) => Deno.readTextFileSync(path));
  const visit = async (folder: string) => {
    for await (const { name, isDirectory } of Deno.readDir(folder)) {
      const path = join(folder, name);
      if (isDirectory) await visit(path);
      else if (path.endsWith(".d.ts") && !files.has(path)) await Deno.remove(path);
    }
  };
  await visit(folder);
  return new Set([...specifiers].flatMap((specifier) => packageName(specifier) ?? []));
}

async function writeBundles(
  { commands, bundles }: PackedPackage,
  { root, source, folder, version }: {
    readonly root: string;
    readonly source: string;
    readonly folder: string;
    readonly version: string;
  },
): Promise<void> {
  if (commands.length === 0) return;
  const entries = join(folder, "dist", "entries");
  await buildEntries({
    packageFolder: pathToFileURL(`${source}/`),
    folder: pathToFileURL(`${dirname(entries)}/`),
    stamp: version,
    commands: Object.fromEntries(
      commands.map((command) => [command.module, bundleName(command)]),
    ),
  });
  await writeNotices([...BUNDLED_MODULES, ...commands.map(({ module }) => module)], {
    root,
    source,
    path: join(folder, "THIRD_PARTY_NOTICES"),
  });
  for (const bundle of Object.values(bundles)) {
    const types = bundle.replace(/\.(c?)js$/, ".d.$1ts");
    await Deno.writeTextFile(join(entries, types), "export {};\n");
  }
}
