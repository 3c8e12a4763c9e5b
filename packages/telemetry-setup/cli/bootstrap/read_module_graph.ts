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
  /** With Deno's global cache: every package of the lock file, which may be a whole workspace's. */
  readonly npmPackages?: Readonly<
    Record<string, {
      readonly name: string;
      readonly version: string;
      readonly dependencies?: readonly string[];
    }>
  >;
}

/** `…/node_modules/.deno/<scope>+<name>@<version>/node_modules/…` */
const IN_NODE_MODULES = /\/node_modules\/\.deno\/([^/]+?)@([^/@_]+)(?:_[^/]*)?\/node_modules\//;

/**
 * Lists the npm packages and built-in modules that an application reaches, also by what it depends on.
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
  const { npmPackages = {} } = graph;
  const reached = new Set(graph.modules.flatMap(({ npmPackage }) => npmPackage ?? []));
  // What is added while it is walked is walked, too.
  for (const id of reached) {
    const { name, version, dependencies = [] } = npmPackages[id] ?? {};
    if (name !== undefined && version !== undefined) add({ name, version });
    for (const dependency of dependencies) reached.add(dependency);
  }
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
