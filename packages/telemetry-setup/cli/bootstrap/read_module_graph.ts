import type { FoundPackage } from "./found_package.ts";
import { parseNpmSpecifier } from "./parse_npm_specifier.ts";

/** The part of what `deno info --json` prints that is looked at. */
export interface ModuleGraph {
  readonly modules: readonly {
    readonly kind?: string;
    readonly specifier: string;
    readonly npmPackage?: string;
    readonly dependencies?: readonly { readonly code?: { readonly specifier?: string } }[];
  }[];
  /** With Deno's global cache: every package, those that others depend on included. */
  readonly npmPackages?: Readonly<
    Record<string, { readonly name: string; readonly version: string }>
  >;
}

/** `…/node_modules/.deno/<scope>+<name>@<version>/node_modules/…` */
const IN_NODE_MODULES = /\/node_modules\/\.deno\/([^/]+?)@([^/@_]+)(?:_[^/]*)?\/node_modules\//;

/**
 * Lists the npm packages and built-in modules that an application reaches.
 *
 * @example Usage
 * ```ts
 * import { readModuleGraph } from "./read_module_graph.ts";
 * import assert from "node:assert/strict";
 *
 * const graph = { modules: [{ specifier: "npm:/hono@4.13.19", npmPackage: "hono@4.13.19" }] };
 * assert.deepEqual(readModuleGraph(graph), [{ name: "hono", version: "4.13.19" }]);
 * ```
 */
export function readModuleGraph(graph: ModuleGraph): readonly FoundPackage[] {
  const found = new Map<string, FoundPackage>();
  const add = (item: FoundPackage | undefined) => {
    if (item !== undefined) found.set(`${item.name}@${item.version}`, item);
  };
  for (const { name, version } of Object.values(graph.npmPackages ?? {})) add({ name, version });
  for (const { specifier, npmPackage, dependencies } of graph.modules) {
    if (npmPackage !== undefined) add(parseNpmSpecifier(npmPackage));
    const [, name, version] = IN_NODE_MODULES.exec(specifier) ?? [];
    if (name !== undefined && version !== undefined) add({ name: name.replace("+", "/"), version });
    for (const { code } of dependencies ?? []) {
      if (code?.specifier?.startsWith("node:")) add({ name: code.specifier, version: "*" });
    }
  }
  return [...found.values()];
}
