import assert from "node:assert/strict";
import { createEnvSettings } from "../create_env_settings.ts";
import { resolveSpoolDir } from "./resolve_spool_dir.ts";

const resolve = (env: Readonly<Record<string, string>>) =>
  resolveSpoolDir(createEnvSettings((name) => env[name], { readIneffective: true }));

Deno.test("resolveSpoolDir() is nothing by default", () => {
  assert.deepEqual(resolve({}), { value: null, source: "default" });
});

Deno.test("resolveSpoolDir() takes what the user has set before what instrument has found", () => {
  const found = { OTEL_DENO_DEFAULT_SPOOL_DIR: "/state" };
  assert.deepEqual(resolve(found), { value: "/state", source: "OTEL_DENO_DEFAULT_SPOOL_DIR" });
  assert.deepEqual(resolve({ ...found, OTEL_DENO_SPOOL_DIR: "/spool" }), {
    value: "/spool",
    source: "OTEL_DENO_SPOOL_DIR",
  });
});

Deno.test("resolveSpoolDir() is switched off by none", () => {
  for (const OTEL_DENO_SPOOL_DIR of ["none", "None"]) {
    assert.equal(
      resolve({ OTEL_DENO_SPOOL_DIR, OTEL_DENO_DEFAULT_SPOOL_DIR: "/state" }).value,
      null,
    );
  }
});
