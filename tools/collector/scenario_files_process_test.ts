import assert from "node:assert/strict";
import { join } from "node:path";
import { findCollectorBinary } from "./find_collector_binary.ts";
import { ignoreWithoutCollector } from "./ignore_without_collector.ts";
import { repositoryRoot } from "./repository_root.ts";
import { findConfigurations } from "./validate/find_configurations.ts";
import { validateConfiguration } from "./validate/validate_configuration.ts";

const ignore = ignoreWithoutCollector();
const folder = join(repositoryRoot, "collector");
const DEBUG = { paths: ["debug/otel-collector-config.yaml"] };

for (const configuration of ignore ? [DEBUG] : await findConfigurations(folder)) {
  Deno.test(
    `collector/${configuration.paths.at(-1)} is valid, when the real Collector reads it`,
    { ignore },
    async () => {
      assert.equal(
        await validateConfiguration(configuration, { folder, binary: findBinary() }),
        undefined,
      );
    },
  );
}

Deno.test(
  "validateConfiguration() has the Collector's words, when a configuration is only a part",
  { ignore },
  async () => {
    const part = { paths: ["gateway/testing/received_overlay.yaml"] };
    const problem = await validateConfiguration(part, { folder, binary: findBinary() });
    assert.match(problem ?? "", /no receiver configuration specified/);
  },
);

function findBinary(): string {
  return findCollectorBinary({ root: repositoryRoot, readEnv: (name) => Deno.env.get(name) })!;
}
