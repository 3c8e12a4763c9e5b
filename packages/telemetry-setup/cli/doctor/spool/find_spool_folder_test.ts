import assert from "node:assert/strict";
import { resolveConfig } from "../../../config/resolve_config.ts";
import { findSpoolFolder } from "./find_spool_folder.ts";

const find = (env: Readonly<Record<string, string>>) => {
  const readEnv = (name: string) => env[name];
  return findSpoolFolder(resolveConfig(readEnv).config, readEnv, { os: "linux" });
};

Deno.test("findSpoolFolder() takes what is configured before what instrument would choose", () => {
  assert.equal(find({ HOME: "/home/me" }), "/home/me/.local/state/otel-deno/spool");
  assert.equal(find({ HOME: "/home/me", OTEL_DENO_SPOOL_DIR: "/spool" }), "/spool");
});

Deno.test("findSpoolFolder() finds none where there is to be none", () => {
  assert.equal(find({ HOME: "/home/me", OTEL_DENO_SPOOL_DIR: "none" }), undefined);
  assert.equal(find({ HOME: "/home/me", OTEL_DENO_DEFAULT_SPOOL_DIR: "none" }), undefined);
  assert.equal(find({}), undefined);
});
