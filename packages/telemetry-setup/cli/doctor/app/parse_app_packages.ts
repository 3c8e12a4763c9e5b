import type { AppPackage } from "./check_app_packages.ts";

interface Graph {
  readonly roots: readonly string[];
  readonly redirects?: Readonly<Record<string, string>>;
  readonly modules: readonly {
    readonly specifier: string;
    readonly error?: string;
    readonly npmPackage?: string;
  }[];
  readonly npmPackages?: Readonly<
    Record<string, AppPackage & { readonly dependencies: readonly string[] }>
  >;
}

/**
 * Reads the output of `deno info --json`: the packages from npm that an application imports, and those
 * that they depend on. The output lists the packages of a whole workspace; only what is reached counts.
 *
 * @throws {Error} If the application itself cannot be read.
 */
export function parseAppPackages(json: string): readonly AppPackage[] {
  const { modules, npmPackages = {}, roots, redirects = {} } = JSON.parse(json) as Graph;
  const mains = roots.map((root) => redirects[root] ?? root);
  const failed = modules.find(({ specifier, error }) =>
    error !== undefined && mains.includes(specifier)
  );
  if (failed !== undefined) throw new Error(failed.error?.split("\n")[0] ?? "");
  const reached = new Set(modules.flatMap(({ npmPackage }) => npmPackage ? [npmPackage] : []));
  // What is added while it is walked is walked, too.
  for (const id of reached) {
    for (const dependency of npmPackages[id]?.dependencies ?? []) reached.add(dependency);
  }
  return [...reached].flatMap((id) => {
    const found = npmPackages[id];
    return found === undefined ? [] : [{ name: found.name, version: found.version }];
  });
}
