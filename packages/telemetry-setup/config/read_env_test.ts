import assert from "node:assert/strict";
import { readEnv } from "./read_env.ts";

const NAME = "OTEL_READ_ENV_TEST";
const ignore = Deno.permissions.querySync({ name: "env", variable: NAME }).state !== "granted";

Deno.test("readEnv() is undefined and asks nobody, when no variable may be read", {
  permissions: {},
}, () => {
  assert.equal(readEnv("OTEL_SERVICE_NAME"), undefined);
});

Deno.test("readEnv() reads what is permitted and nothing else", {
  ignore,
  permissions: { env: [NAME] },
}, () => {
  Deno.env.set(NAME, "value");
  try {
    assert.equal(readEnv(NAME), "value");
    assert.equal(readEnv("HOME"), undefined);
  } finally {
    Deno.env.delete(NAME);
  }
});

Deno.test("readEnv() tells an empty variable from one that is not set", {
  ignore,
  permissions: { env: [NAME] },
}, () => {
  assert.equal(readEnv(NAME), undefined);
  Deno.env.set(NAME, "");
  try {
    assert.equal(readEnv(NAME), "");
  } finally {
    Deno.env.delete(NAME);
  }
});
