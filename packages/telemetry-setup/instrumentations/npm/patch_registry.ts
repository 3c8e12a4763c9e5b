import { isEntryFile } from "./is_entry_file.ts";
import { locatePackageFile } from "./locate_package_file.ts";
import type { PackageJson } from "./read_package_json.ts";

/**
 * Changes what a module exports, or returns something in its place.
 *
 * @param name Of the package or built-in module; for another file of a package also its path.
 * @param root Folder of the package; absent for built-in modules.
 */
export type Patch = (exports: unknown, name: string, root?: string) => unknown;

/** Which patches there are, and what they are for. */
export interface PatchRegistry {
  /** Takes the place of `Hook` of `require-in-the-middle`. */
  readonly RequireHook: HookClass;
  /** Takes the place of `Hook` of `import-in-the-middle`. */
  readonly ImportHook: HookClass;
  /** Whether anything is to be patched in the package or built-in module of this name. */
  wants(name: string): boolean;
  /** What is exported in place of the exports of a CommonJS file that has just run. */
  patchFile(exports: unknown, file: string): unknown;
  /** What `require` returns in place of a built-in module; the same each time. */
  patchRequired(exports: unknown, name: string): unknown;
  /** A copy of an imported namespace, patched. */
  patchImported(namespace: Readonly<Record<string, unknown>>, name: string): Namespace;
}

/** What both packages have in common, as far as instrumentations use it. */
export interface HookClass {
  new (modules: readonly string[] | null, options: unknown, patch: Patch): { unhook(): void };
  /** Both packages export the class as itself and by name. */
  readonly Hook: HookClass;
}

type Namespace = Record<string | symbol, unknown>;

interface HookEntry {
  readonly modules: readonly string[] | null;
  readonly patch: Patch;
}

/** Options of {@linkcode createPatchRegistry}. */
export interface PatchRegistryOptions {
  /** Reads the `package.json` in the folder of a package. */
  readonly readPackageJson: (root: string) => PackageJson;
  /** Is told what could not be patched, and why; the module stays as it was. */
  readonly onError: (module: string, error: unknown) => void;
}

/** Creates the registry that the stand-ins for both packages write into. */
export function createPatchRegistry(
  { readPackageJson, onError }: PatchRegistryOptions,
): PatchRegistry {
  const required = new Set<HookEntry>();
  const imported = new Set<HookEntry>();
  const builtins = new Map<string, unknown>();

  function apply(hooks: Iterable<HookEntry>, exports: unknown, name: string, root?: string) {
    const [module = name] = /^(?:@[^/]+\/)?[^/]+/.exec(name) ?? [];
    let patched = exports;
    for (const { modules, patch } of hooks) {
      if (modules !== null && !modules.includes(root === undefined ? name : module)) continue;
      try {
        patched = patch(patched, name, root) ?? patched;
      } catch (error) {
        onError(name, error);
      }
    }
    return patched;
  }

  return {
    RequireHook: createHookClass(required),
    ImportHook: createHookClass(imported),
    // Hooks of `require-in-the-middle` name nothing; there is one of the other for each of them.
    wants: (name) => imported.values().some(({ modules }) => modules?.includes(name) ?? false),
    patchFile(exports, file) {
      const found = file.endsWith(".json") ? undefined : locatePackageFile(file);
      if (found === undefined || !this.wants(found.name)) return exports;
      const { name, root, path } = found;
      try {
        const id = isEntryFile(path, readPackageJson(root)) ? name : `${name}/${path}`;
        return apply(required, exports, id, root);
      } catch (error) {
        onError(name, error);
        return exports;
      }
    },
    patchRequired(exports, name) {
      if (!builtins.has(name)) builtins.set(name, apply(required, exports, name));
      return builtins.get(name);
    },
    patchImported(namespace, name) {
      const copy: Namespace = { ...namespace };
      // What tells instrumentations an ES module from a CommonJS one.
      Object.defineProperty(copy, Symbol.toStringTag, { value: "Module" });
      const patched = apply(imported, copy, name);
      if (patched !== copy) copy["default"] = patched;
      return copy;
    },
  };
}

function createHookClass(entries: Set<HookEntry>): HookClass {
  return class Hook {
    static readonly Hook = Hook;
    readonly #entry: HookEntry;

    constructor(modules: readonly string[] | null, _options: unknown, patch: Patch) {
      this.#entry = { modules: modules?.map(withoutScheme) ?? null, patch };
      entries.add(this.#entry);
    }

    unhook(): void {
      entries.delete(this.#entry);
    }
  };
}

function withoutScheme(name: string): string {
  return name.replace(/^node:/, "");
}
