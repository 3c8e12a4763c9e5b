/** Every folder of `collector/` that holds a scenario: its configuration and its compose file. */
import assert from "node:assert/strict";
import { basename, join, resolve } from "node:path";
import { isFile } from "./is_file.ts";
import { listScenarios } from "./list_scenarios.ts";
import { repositoryRoot } from "./repository_root.ts";

const FOLDER = join(repositoryRoot, "collector");

// The YAML package looks at the environment when it is imported.
const ignore = Deno.permissions.querySync({ name: "read", path: repositoryRoot }).state !==
    "granted" || Deno.permissions.querySync({ name: "env" }).state !== "granted";

// deno-lint-ignore no-explicit-any -- a YAML document; the tests say what they expect of it
async function readYaml(path: string): Promise<any> {
  const { parse } = await import("yaml");
  return parse(await Deno.readTextFile(path), { strict: true, uniqueKeys: true });
}

/** Replaces `${env:NAME:-default}` and compose's `${NAME:-default}` by the default. */
function withDefaults(text: string): string {
  return text.replaceAll(/\$\{(?:env:)?\w+:-([^}]*)\}/g, "$1");
}

for (const scenario of ignore ? [] : listScenarios(FOLDER)) {
  const config = () => readYaml(join(FOLDER, scenario, "otel-collector-config.yaml"));
  const compose = () => readYaml(join(FOLDER, scenario, "compose.yaml"));

  Deno.test(`collector/${scenario} listens on loopback, when nothing is set`, async () => {
    const { receivers, extensions } = await config();
    const { grpc, http } = receivers.otlp.protocols;
    assert.deepEqual(
      [grpc, http, extensions.health_check].map(({ endpoint }) => withDefaults(endpoint)),
      ["127.0.0.1:4317", "127.0.0.1:4318", "127.0.0.1:13133"],
    );
  });

  Deno.test(`collector/${scenario} limits memory first in every pipeline`, async () => {
    const { service } = await config();
    const pipelines = Object.values<{ processors: string[] }>(service.pipelines);
    assert.ok(pipelines.length >= 3);
    for (const { processors } of pipelines) assert.equal(processors[0], "memory_limiter");
  });

  Deno.test(`collector/${scenario} mounts its configuration read-only where the command looks for it`, async () => {
    const { command, volumes } = (await compose()).services.collector;
    const [mount, ...others] = volumes.filter((volume: { target: string }) =>
      command.includes(`--config=${volume.target}`)
    );
    assert.equal(others.length, 0);
    assert.equal(mount.read_only, true);
    const source = resolve(FOLDER, scenario, mount.source);
    assert.equal(basename(source), "otel-collector-config.yaml");
    assert.ok(isFile(source), source);
  });

  Deno.test(`collector/${scenario} publishes the configuration's ports on this machine only`, async () => {
    const { environment, ports } = (await compose()).services.collector;
    assert.equal(environment.OTLP_HOST, "0.0.0.0");
    assert.deepEqual(
      ports.map(withDefaults),
      [4317, 4318, 13133].map((port) => `127.0.0.1:${port}:${port}`),
    );
  });

  Deno.test(`collector/${scenario} runs the version that builder.yaml builds, and restarts it`, async () => {
    const { image, restart, healthcheck } = (await compose()).services.collector;
    const { dist } = await readYaml(join(FOLDER, "builder.yaml"));
    assert.equal(image, `otel/opentelemetry-collector-contrib:${dist.version}`);
    assert.equal(restart, "unless-stopped");
    assert.equal(healthcheck, undefined, "the image has no shell to run one");
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
