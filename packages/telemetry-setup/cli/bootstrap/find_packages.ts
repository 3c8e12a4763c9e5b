import type { Project } from "./find_project.ts";
import type { FoundPackage } from "./found_package.ts";
import { type ModuleGraph, readModuleGraph } from "./read_module_graph.ts";
import { readLockFile } from "./read_lock_file.ts";

/**
 * Puts together what an application uses: what its manifests name; what its modules reach, or, where
 * the graph does not say that of packages, what its lock files hold. A range of a manifest gives way
 * to the versions that it was resolved to.
 *
 * @param graph What Deno says of its modules, if there is a first one.
 */
export function findPackages(
  { manifests, locks }: Pick<Project, "manifests" | "locks">,
  graph: ModuleGraph | undefined,
): readonly FoundPackage[] {
  const locked = locks.flatMap(readLockFile);
  const reached = graph === undefined ? [] : readModuleGraph(graph);
  const named = manifests.flatMap(({ packages }) => packages);
  const exact = graph?.npmPackages === undefined ? [...reached, ...locked] : reached;
  const resolved = Map.groupBy([...exact, ...locked], ({ name }) => name);
  return [...exact, ...named.flatMap((item) => resolved.get(item.name) ?? [item])];
}
