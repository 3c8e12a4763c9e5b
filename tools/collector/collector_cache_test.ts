import assert from "node:assert/strict";
import { resolve } from "node:path";
import { collectorCache } from "./collector_cache.ts";

const CONFIG = "# Why\ndist:\n  name: otelcol\n  # newest\n  version: 0.158.0\n\nexporters: []\n";

function cacheWith(options: { cache?: string; os?: string } = {}) {
  return collectorCache(CONFIG, {
    root: resolve("/repo"),
    readEnv: (name) => name === "OTELCOL_CACHE" ? options.cache : undefined,
    os: options.os ?? "linux",
  });
}

Deno.test("collectorCache() lies in .cache/otelcol of the repository, when OTELCOL_CACHE is unset or empty", () => {
  assert.equal(cacheWith().folder, resolve("/repo/.cache/otelcol"));
  assert.equal(cacheWith({ cache: "" }).folder, resolve("/repo/.cache/otelcol"));
});

Deno.test("collectorCache() goes where OTELCOL_CACHE says, when it is absolute and when it is relative", () => {
  assert.equal(cacheWith({ cache: "/var/otelcol" }).folder, resolve("/var/otelcol"));
  assert.equal(cacheWith({ cache: "tmp" }).folder, resolve("/repo/tmp"));
});

Deno.test("collectorCache() reads the version under dist, when comments and other keys come first", () => {
  assert.equal(cacheWith().version, "0.158.0");
  assert.match(cacheWith().builder, /builder-0\.158\.0[\\/]builder$/);
});

Deno.test("collectorCache() names programs with .exe, when on Windows", () => {
  assert.match(cacheWith({ os: "windows" }).binary, /otelcol-[0-9a-f]{12}\.exe$/);
  assert.match(cacheWith({ os: "windows" }).builder, /builder\.exe$/);
});

Deno.test("collectorCache() throws, when there is no version under dist", () => {
  const options = { root: resolve("/repo"), readEnv: () => undefined, os: "linux" };
  assert.throws(
    () => collectorCache("receivers:\n  version: 1.0.0\n", options),
    { name: "SyntaxError", message: "Cannot read builder.yaml: there is no version under dist" },
  );
  assert.throws(
    () => collectorCache("dist:\n  name: x\nreceivers:\n  version: 1.0.0\n", options),
    SyntaxError,
  );
});
