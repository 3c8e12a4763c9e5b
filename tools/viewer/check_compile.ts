import { posix } from "node:path";
import type { CheckResult } from "../run/run_check.ts";
import { maskComments } from "../source/mask_comments.ts";
import type { SourceModule } from "../source/parse_module_graph.ts";

/** What `deno compile` puts into the binary besides what the program imports. */
export const VIEWER_INCLUDES: readonly string[] = [
  "apps/viewer/dist/ui",
  "apps/viewer/store/read/reader_worker.ts",
];

/** What is compiled. */
export const VIEWER_ENTRY = "apps/viewer/main.ts";

/** Files that the viewer imports a part of, and that use themselves only where that is not done. */
const NOT_REACHED: ReadonlySet<string> = new Set([
  // The delivery that forwards is the one without a worker.
  "packages/telemetry-setup/transports/worker/worker_channel.ts",
]);

/**
 * Checks what a compiled binary would miss only as it runs: modules whose name is made as it runs,
 * and files beside a module, such as workers, that are not included.
 *
 * @param modules The project's modules.
 * @param options `read`: the text of a module; `includes`: what is included besides modules.
 */
export function checkCompile(
  modules: readonly SourceModule[],
  { read, includes }: {
    readonly read: (path: string) => string;
    readonly includes: readonly string[];
  },
): CheckResult {
  const problems: string[] = [];
  const reached = reach(modules, [VIEWER_ENTRY, ...includes]);
  for (const path of reached) {
    // As long as the source itself, so that a place in one is the same place in the other.
    const source = maskComments(read(path));
    const code = maskComments(source, { strings: true });
    const at = (index: number) => `${path}:${source.slice(0, index).split("\n").length}`;
    for (const { index } of code.matchAll(/(?<![.\w#])import\s*\((?!\s*\))/g)) {
      if (/^import\s*\(\s*(?:"[^"]*"|'[^']*')\s*[,)]/.test(source.slice(index))) continue;
      problems.push(`${at(index)}: imports a module whose name is not written out`);
    }
    for (
      const { 1: target = "", index } of source.matchAll(
        /new URL\(\s*["']([^"']+)["']\s*,\s*import\.meta\.url/g,
      )
    ) {
      const file = posix.join(posix.dirname(path), target);
      const included = includes.some((one) => file === one || file.startsWith(`${one}/`));
      if (included || reached.has(file) || NOT_REACHED.has(path)) continue;
      problems.push(`${at(index)}: uses ${file}, which is not included`);
    }
  }
  return { problems, notes: [`${reached.size} modules of ours, ${includes.length} includes`] };
}

/** All that is there as the program runs. */
function reach(modules: readonly SourceModule[], from: readonly string[]): ReadonlySet<string> {
  const byPath = new Map(modules.map((module) => [module.path, module]));
  const reached = new Set(from.filter((path) => byPath.has(path)));
  for (const path of reached) {
    for (const { target, kind } of byPath.get(path)!.imports) {
      if (kind !== "type" && byPath.has(target)) reached.add(target);
    }
  }
  return reached;
}
