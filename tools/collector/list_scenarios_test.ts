import assert from "node:assert/strict";
import { join } from "node:path";
import { listScenarios } from "./list_scenarios.ts";
import { repositoryRoot } from "./repository_root.ts";

const ignore = Deno.permissions.querySync({ name: "read", path: repositoryRoot }).state !==
  "granted";

Deno.test("listScenarios() has debug, when asked for the repository's own", { ignore }, () => {
  assert.ok(listScenarios(join(repositoryRoot, "collector")).includes("debug"));
});
