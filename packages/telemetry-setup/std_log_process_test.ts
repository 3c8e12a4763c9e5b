import assert from "node:assert/strict";
import { mayRunApps } from "./instrumentations/testdata/may_run_apps.ts";

// The workflow runs this with jsr:@std/log, too.
Deno.test("openTelemetryHandler() records what a logger of @std/log's form logs, once", {
  ignore: !mayRunApps(),
}, async () => {
  const [script, double] = ["check_std_log.ts", "@std/log/mod.ts"]
    .map((name) => new URL(`testdata/${name}`, import.meta.url).href);
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--allow-all", script!, double!],
    env: { NO_COLOR: "1" },
    signal: AbortSignal.timeout(30_000),
  }).output();
  const printed = new TextDecoder().decode(stdout);
  assert.equal(code, 0, new TextDecoder().decode(stderr));
  assert.deepEqual(printed.trimEnd().split("\n"), [
    "DEBUG below the level",
    "INFO rolled",
    "WARN low",
    "ERROR lost",
    "CRITICAL gone",
    "ok",
  ]);
});
