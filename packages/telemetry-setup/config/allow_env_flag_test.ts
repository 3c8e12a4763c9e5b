import assert from "node:assert/strict";
import { allowEnvFlag } from "./allow_env_flag.ts";
import { ENV_VARIABLES } from "./env_variables.ts";
import { resolveConfig } from "./resolve_config.ts";

Deno.test("allowEnvFlag() permits every variable that is read, each once", () => {
  const permitted = allowEnvFlag().slice("--allow-env=".length).split(",");
  const read = new Set<string>();
  resolveConfig((name) => void read.add(name));
  assert.equal(new Set(permitted).size, permitted.length);
  assert.equal(permitted.length, ENV_VARIABLES.length);
  assert.deepEqual([...read].filter((name) => !permitted.includes(name)), []);
});
