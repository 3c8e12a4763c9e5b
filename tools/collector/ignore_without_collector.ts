import { findCollectorBinary } from "./find_collector_binary.ts";
import { repositoryRoot } from "./repository_root.ts";

/**
 * For the `ignore` of tests that need the real Collector: `true` when it is not built, with a line
 * on stderr that says how to build it, and when permissions to run it are missing.
 */
export function ignoreWithoutCollector(): boolean {
  const granted = (["env", "net", "read", "run", "write"] as const)
    .every((name) => Deno.permissions.querySync({ name }).state === "granted");
  if (!granted) return true;
  const binary = findCollectorBinary({
    root: repositoryRoot,
    readEnv: (name) => Deno.env.get(name),
  });
  if (binary !== undefined) return false;
  console.error("Ignored, the Collector is not built: run deno task collector:build");
  return true;
}
