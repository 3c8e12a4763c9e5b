import assert from "node:assert/strict";
import { join } from "node:path";
import { listScenarios } from "./list_scenarios.ts";

const ignore = (["read", "write"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

Deno.test(
  "listScenarios() leaves out files and folders without a configuration",
  { ignore },
  () => {
    const folder = Deno.makeTempDirSync();
    try {
      for (const name of ["second", "first", "empty"]) Deno.mkdirSync(join(folder, name));
      for (const name of ["second", "first", "."]) {
        Deno.writeTextFileSync(join(folder, name, "otel-collector-config.yaml"), "");
      }
      assert.deepEqual(listScenarios(folder), ["first", "second"]);
    } finally {
      Deno.removeSync(folder, { recursive: true });
    }
  },
);
