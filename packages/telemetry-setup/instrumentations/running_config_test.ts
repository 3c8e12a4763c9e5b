import assert from "node:assert/strict";
import { DEFAULT_CONFIG } from "./testdata/instrumentation_config.ts";
import { runningConfig, useRunningConfig } from "./running_config.ts";

Deno.test("runningConfig() is there from the start of instrumentations to their end", () => {
  assert.equal(runningConfig(), undefined);
  {
    using _running = useRunningConfig(DEFAULT_CONFIG);
    assert.equal(runningConfig(), DEFAULT_CONFIG);
  }
  assert.equal(runningConfig(), undefined);
});
