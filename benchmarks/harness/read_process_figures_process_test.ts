import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

const ignore = Deno.build.os !== "linux" ||
  Deno.permissions.querySync({ name: "run" }).state !== "granted";
const PROGRAM = fileURLToPath(
  new URL("./testdata/print_own_figures.ts", import.meta.url),
);

Deno.test({
  name: "readProcessFigures() counts what a process uses, and apart from it what its children do",
  ignore,
  async fn() {
    // A program, since figures of processes are for those with every permission.
    const { code, stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", PROGRAM],
      signal: AbortSignal.timeout(60_000),
      stderr: "inherit",
    }).output();
    assert.equal(code, 0);
    const { before, between, after } = JSON.parse(new TextDecoder().decode(stdout));
    assert.equal(before.childrenCpuMillis, 0);
    assert.ok(between.childrenCpuMillis > 0);
    assert.equal(after.childrenCpuMillis, between.childrenCpuMillis);
    const own = after.cpuMillis - between.cpuMillis;
    assert.ok(own > 0 && own <= 400, `${own} ms`);
    assert.ok(after.peakMegabytes >= after.megabytes && after.megabytes > 10);
  },
});
