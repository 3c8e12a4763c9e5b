import assert from "node:assert/strict";
import { join } from "node:path";
import { ignoreWithoutCollector } from "../../../../../tools/collector/ignore_without_collector.ts";
import { repositoryRoot } from "../../../../../tools/collector/repository_root.ts";
import { startCollector } from "../../../../../tools/collector/start_collector.ts";
import { inNewFolder } from "../in_new_folder.ts";
import { runCollectorOutage } from "./run_collector_outage.ts";

const CONFIG = [
  join(repositoryRoot, "collector/debug/otel-collector-config.yaml"),
  join(repositoryRoot, "packages/telemetry-setup/testdata/quiet_collector.yaml"),
];

Deno.test(
  "a real Collector that was away has every span, after it and the application were restarted",
  {
    ignore: ignoreWithoutCollector(),
  },
  async () => {
    const { problems, said } = await inNewFolder((folder) =>
      runCollectorOutage({
        size: "short",
        folder,
        startCollector: (port) =>
          startCollector({ config: CONFIG, env: { OTLP_HTTP_PORT: `${port}` } }),
      })
    );
    assert.deepEqual(problems, [], said);
  },
);
