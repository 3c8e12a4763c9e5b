import assert from "node:assert/strict";
import { createEnvReader, readEnv } from "./read_env.ts";

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

Deno.test("createEnvReader() reads what is set, when every variable may be read", {
  ignore: Deno.permissions.querySync({ name: "env" }).state !== "granted",
  permissions: { env: true },
}, () => {
  Deno.env.set(NAME, "value");
  try {
    assert.equal(createEnvReader()(NAME), "value");
    assert.equal(createEnvReader()("OTEL_NO_SUCH_VARIABLE"), undefined);
  } finally {
    Deno.env.delete(NAME);
  }
});

Deno.test("createEnvReader() asks for each variable, when not all of them may be read", {
  ignore,
  permissions: { env: [NAME] },
}, () => {
  Deno.env.set(NAME, "value");
  try {
    const read = createEnvReader();
    assert.equal(read(NAME), "value");
    assert.equal(read("HOME"), undefined);
  } finally {
    Deno.env.delete(NAME);
  }
});
