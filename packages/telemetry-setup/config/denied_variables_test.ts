import assert from "node:assert/strict";
import { deniedVariables } from "./denied_variables.ts";
import { ENV_VARIABLES } from "./env_variables.ts";

const envGranted =
  Deno.permissions.querySync({ name: "env", variable: "OTEL_LOG_LEVEL" }).state === "granted";

Deno.test("deniedVariables() lists the whole table, when nothing is permitted", {
  permissions: {},
}, () => {
  assert.deepEqual(deniedVariables(), ENV_VARIABLES.map(({ name }) => name));
});

Deno.test("deniedVariables() leaves out what is permitted", {
  ignore: !envGranted,
  permissions: { env: ["OTEL_LOG_LEVEL"] },
}, () => {
  const denied = deniedVariables();
  assert.equal(denied.includes("OTEL_LOG_LEVEL"), false);
  assert.equal(denied.length, ENV_VARIABLES.length - 1);
});

Deno.test("deniedVariables() is empty, when the whole environment may be read", {
  ignore: Deno.permissions.querySync({ name: "env" }).state !== "granted",
  permissions: { env: true },
}, () => {
  assert.deepEqual(deniedVariables(), []);
});

Deno.test("deniedVariables() is empty, when everything is permitted", () => {
  assert.deepEqual(deniedVariables({ isGranted: () => true }), []);
});
