/** `deno task collector:build`: builds the Collector and prints the path of its binary. */
import { buildCollector } from "./collector/build_collector.ts";
import { repositoryRoot } from "./collector/repository_root.ts";

if (import.meta.main) {
  try {
    console.log(
      await buildCollector({
        root: repositoryRoot,
        readEnv: (name) => Deno.env.get(name),
        report: (line) => console.error(line),
      }),
    );
  } catch (error) {
    console.error((error as Error).message);
    Deno.exit(1);
  }
}
