/** Every folder of `collector/` that holds a scenario of one Collector: its configuration. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { listScenarios } from "./list_scenarios.ts";
import { readYaml } from "./read_yaml.ts";
import { repositoryRoot } from "./repository_root.ts";

const FOLDER = join(repositoryRoot, "collector");

// The YAML package looks at the environment when it is imported.
const ignore = Deno.permissions.querySync({ name: "read", path: repositoryRoot }).state !==
    "granted" || Deno.permissions.querySync({ name: "env" }).state !== "granted";

for (const scenario of ignore ? [] : listScenarios(FOLDER)) {
  const config = () => readYaml(join(FOLDER, scenario, "otel-collector-config.yaml"));

  Deno.test(`collector/${scenario} listens on loopback, when nothing is set`, async () => {
    const { receivers, extensions } = await config();
    const { grpc, http } = receivers.otlp.protocols;
    assert.deepEqual(
      [grpc, http, extensions.health_check].map(({ endpoint }) => endpoint),
      ["127.0.0.1:4317", "127.0.0.1:4318", "127.0.0.1:13133"],
    );
  });

  Deno.test(`collector/${scenario} limits memory first in every pipeline`, async () => {
    const { service } = await config();
    const pipelines = Object.values<{ processors: string[] }>(service.pipelines);
    assert.ok(pipelines.length >= 3);
    for (const { processors } of pipelines) assert.equal(processors[0], "memory_limiter");
  });
}

Deno.test("builder.yaml has one version for all parts and the matching one for the providers", {
  ignore,
}, async () => {
  const { dist, ...groups } = await readYaml(join(FOLDER, "builder.yaml"));
  for (const [group, parts] of Object.entries<{ gomod: string }[]>(groups)) {
    for (const { gomod } of parts) {
      const expected = group === "providers" ? "v1.64.0" : `v${dist.version}`;
      assert.equal(gomod.split(" ")[1], expected, gomod);
    }
  }
});
