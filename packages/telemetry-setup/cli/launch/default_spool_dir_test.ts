import assert from "node:assert/strict";
import { defaultSpoolDir } from "./default_spool_dir.ts";

const find = (env: Readonly<Record<string, string>>, os: typeof Deno.build.os = "linux") =>
  defaultSpoolDir((name) => env[name], { os });

Deno.test("defaultSpoolDir() is where each system keeps the state of programs", () => {
  const env = { HOME: "/home/me", LOCALAPPDATA: "C:\\Users\\me\\AppData\\Local" };
  assert.equal(find(env), "/home/me/.local/state/otel-deno/spool");
  assert.equal(find(env, "freebsd"), "/home/me/.local/state/otel-deno/spool");
  assert.equal(find(env, "darwin"), "/home/me/Library/Application Support/otel-deno/spool");
  assert.equal(find(env, "windows"), "C:\\Users\\me\\AppData\\Local\\otel-deno\\spool");
});

Deno.test("defaultSpoolDir() is below XDG_STATE_HOME, where that is absolute", () => {
  for (const os of ["linux", "darwin"] as const) {
    assert.equal(
      find({ HOME: "/home/me", XDG_STATE_HOME: "/state/" }, os),
      "/state/otel-deno/spool",
    );
  }
  assert.equal(
    find({ HOME: "/home/me", XDG_STATE_HOME: "state" }),
    "/home/me/.local/state/otel-deno/spool",
  );
});

Deno.test("defaultSpoolDir() leaves the choice to the user, none included", () => {
  for (const OTEL_DENO_SPOOL_DIR of ["none", "/var/spool/otel"]) {
    assert.equal(find({ HOME: "/home/me", OTEL_DENO_SPOOL_DIR }), undefined);
  }
  assert.equal(
    find({ HOME: "/root", OTEL_DENO_SPOOL_DIR: " " }),
    "/root/.local/state/otel-deno/spool",
  );
});

Deno.test("defaultSpoolDir() is the same in everything that one command starts", () => {
  assert.equal(find({ HOME: "/home/me", OTEL_DENO_DEFAULT_SPOOL_DIR: "/outer" }), "/outer");
});

Deno.test("defaultSpoolDir() is nothing where the user has no folder", () => {
  assert.equal(find({}), undefined);
  assert.equal(find({ HOME: "/home/me" }, "windows"), undefined);
});
