import assert from "node:assert/strict";
import { join } from "node:path";
import { ignoreWithoutCollector } from "./collector/ignore_without_collector.ts";
import { runCommand } from "./run/run_command.ts";

// Stand-ins for programs are shell scripts.
const ignore = Deno.build.os === "windows" ||
  (["env", "read", "run", "write"] as const)
    .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

function validate(env: Readonly<Record<string, string>> = {}) {
  const path = join(import.meta.dirname!, "collector_validate.ts");
  const flags = ["--quiet", "--no-prompt", "--allow-env", "--allow-read", "--allow-run"];
  return runCommand([Deno.execPath(), "run", ...flags, path], { env });
}

Deno.test("collector:validate finds every configuration right", {
  ignore: ignore || ignoreWithoutCollector(),
}, async () => {
  const { code, stdout, stderr } = await validate();
  assert.equal(code, 0, stdout + stderr);
  assert.match(stdout, /^valid {2}collector\/gateway\/agent\.yaml$/m);
  assert.doesNotMatch(stdout, /WRONG/);
});

Deno.test("collector:validate says which are wrong, in the Collector's words, and fails", {
  ignore,
}, async () => {
  const folder = await Deno.makeTempDir();
  try {
    const binary = join(folder, "otelcol");
    const script = '#!/bin/sh\ncase "$*" in *agent*) echo "no such part" >&2; exit 1;; esac\n';
    await Deno.writeTextFile(binary, script, { mode: 0o755 });
    const { code, stdout } = await validate({ OTELCOL_BIN: binary });
    assert.equal(code, 1);
    assert.match(stdout, /^WRONG {2}collector\/gateway\/agent\.yaml\nno such part$/m);
    assert.match(stdout, /^valid {2}collector\/gateway\/gateway\.yaml$/m);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test(
  "collector:validate says what to do, when no Collector is built",
  { ignore },
  async () => {
    const { code, stderr } = await validate({ OTELCOL_BIN: "", OTELCOL_CACHE: "/nonexistent" });
    assert.equal(code, 1);
    assert.equal(
      stderr,
      "Cannot validate configurations: no Collector is built; run: deno task collector:build\n",
    );
  },
);
