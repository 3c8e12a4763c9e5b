import assert from "node:assert/strict";
import { join } from "node:path";
import { repositoryRoot } from "../repository_root.ts";
import { findConfigurations } from "./find_configurations.ts";

// The YAML package looks at the environment when it is loaded.
const ignore = Deno.permissions.querySync({ name: "read", path: repositoryRoot }).state !==
    "granted" || Deno.permissions.querySync({ name: "env" }).state !== "granted";

Deno.test(
  "findConfigurations() has those of each scenario, and nothing that is not a Collector's",
  {
    ignore,
  },
  async () => {
    const found = await findConfigurations(join(repositoryRoot, "collector"));
    const paths = found.map(({ paths }) => paths.join(" + "));
    for (
      const path of [
        "debug/otel-collector-config.yaml",
        "gateway/agent.yaml",
        "gateway/gateway.yaml",
        "gateway/gateway.yaml + gateway/testing/received_overlay.yaml",
      ]
    ) assert.ok(paths.includes(path), path);
    for (const path of paths) assert.doesNotMatch(path, /compose|builder|jaeger/);
  },
);
