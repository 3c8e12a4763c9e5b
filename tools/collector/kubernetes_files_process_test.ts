import assert from "node:assert/strict";
import { join } from "node:path";
import { runCommand } from "../run/run_command.ts";
import { findCollectorBinary } from "./find_collector_binary.ts";
import { ignoreWithoutCollector } from "./ignore_without_collector.ts";
import { findKubernetesValidate } from "./kubernetes/find_kubernetes_validate.ts";
import { readManifests } from "./kubernetes/read_manifests.ts";
import { repositoryRoot } from "./repository_root.ts";

const FOLDER = join(repositoryRoot, "collector", "gateway");
const validate = findKubernetesValidate();

Deno.test("kubernetes: the manifests are valid by Kubernetes' own schemas", {
  ignore: validate === undefined,
}, async () => {
  const { files } = await readManifests(join(FOLDER, "kustomization.yaml"));
  const { code, stdout, stderr } = await runCommand([validate!, "--strict", ...files], {
    timeout: 60_000,
  });
  assert.equal(code, 0, stdout + stderr);
});

Deno.test("kubernetes: a wrong manifest is found by the same schemas", {
  ignore: validate === undefined,
}, async () => {
  const path = await Deno.makeTempFile({ suffix: ".yaml" });
  try {
    const text = await Deno.readTextFile(join(FOLDER, "kubernetes", "gateway.yaml"));
    await Deno.writeTextFile(path, text.replace("serviceName:", "servicename:"));
    const { code, stdout, stderr } = await runCommand([validate!, "--strict", path]);
    assert.notEqual(code, 0);
    assert.match(stdout + stderr, /servicename/);
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("kubernetes: the real Collector takes each pod's configurations together", {
  ignore: ignoreWithoutCollector(),
}, async () => {
  const binary = findCollectorBinary({
    root: repositoryRoot,
    readEnv: (name) => Deno.env.get(name),
  });
  const { configMaps } = await readManifests(join(FOLDER, "kustomization.yaml"));
  const folder = await Deno.makeTempDir();
  try {
    for (const { files, literals } of Object.values(configMaps)) {
      const paths = Object.values(files);
      if (paths.length === 0) continue;
      const { code, stderr } = await runCommand(
        [binary!, "validate", ...paths.flatMap((path) => ["--config", path])],
        { env: { ...literals, STORAGE_DIRECTORY: folder } },
      );
      assert.equal(code, 0, stderr);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
