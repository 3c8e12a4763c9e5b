import assert from "node:assert/strict";
import { join } from "node:path";
import { findCollectorBinary } from "./find_collector_binary.ts";
import { ignoreWithoutCollector } from "./ignore_without_collector.ts";
import { listScenarios } from "./list_scenarios.ts";
import { repositoryRoot } from "./repository_root.ts";

const ignore = ignoreWithoutCollector();

for (const scenario of ignore ? ["debug"] : listScenarios(join(repositoryRoot, "collector"))) {
  Deno.test(
    `collector/${scenario} is valid, when the real Collector reads it`,
    { ignore },
    async () => {
      const binary = findCollectorBinary({
        root: repositoryRoot,
        readEnv: (name) => Deno.env.get(name),
      });
      const path = join(repositoryRoot, "collector", scenario, "otel-collector-config.yaml");
      const { code, stderr } = await new Deno.Command(binary!, {
        args: ["validate", "--config", path],
      }).output();
      assert.equal(code, 0, new TextDecoder().decode(stderr));
    },
  );
}
