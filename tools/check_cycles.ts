import { listFiles } from "./source/list_files.ts";
import { loadModuleGraph } from "./source/load_module_graph.ts";
import type { SourceModule } from "./source/parse_module_graph.ts";
import { type CheckResult, runCheck } from "./run/run_check.ts";

/**
 * Finds files that import each other in a circle: through each file the shortest one, each once.
 *
 * `import type` does not count, it is gone when the program runs. `import()` does.
 */
export function checkCycles(modules: readonly SourceModule[]): CheckResult {
  const imported = new Map(
    modules.map(({ path, imports }) => [
      path,
      imports.filter(({ kind }) => kind !== "type").map(({ target }) => target),
    ]),
  );
  const cycles = new Map<string, readonly string[]>();
  for (const path of imported.keys()) {
    const cycle = shortestCycle(path, imported);
    if (cycle === undefined) continue;
    const key = cycle.toSorted().join("\n");
    if (!cycles.has(key)) cycles.set(key, cycle);
  }
  return {
    problems: [...cycles.values()].map((cycle) =>
      `${cycle[0]}:1: imports itself: ${
        [...cycle, cycle[0]].join(" -> ")
      } (no cycles between files)`
    ),
  };
}

/** Breadth first from `start` back to `start`; the result begins with `start`. */
function shortestCycle(
  start: string,
  imported: ReadonlyMap<string, readonly string[]>,
): readonly string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const path of queue) {
    for (const target of imported.get(path) ?? []) {
      if (target === start) return trail(path, cameFrom);
      if (cameFrom.has(target) || !imported.has(target)) continue;
      cameFrom.set(target, path);
      queue.push(target);
    }
  }
  return undefined;
}

function trail(last: string, cameFrom: ReadonlyMap<string, string>): readonly string[] {
  const path: string[] = [];
  for (let at: string | undefined = last; at !== undefined; at = cameFrom.get(at)) path.unshift(at);
  return path;
}

/** Reads the project at `root` and checks every source file, not only what an entry point reaches. */
async function checkProject(root: string): Promise<CheckResult> {
  const files = await listFiles(root, [".ts", ".tsx"]);
  return checkCycles(
    await loadModuleGraph(root, files.filter((path) => !path.includes("testdata/"))),
  );
}

if (import.meta.main) await runCheck(checkProject);
