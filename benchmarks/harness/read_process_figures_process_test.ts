import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

const ignore = Deno.permissions.querySync({ name: "run" }).state !== "granted";
const PROGRAM = fileURLToPath(new URL("./testdata/print_own_figures.ts", import.meta.url));

async function ownFigures() {
  // A program, since figures of processes are for those with every permission.
  const { code, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", PROGRAM],
    signal: AbortSignal.timeout(60_000),
    stderr: "inherit",
  }).output();
  assert.equal(code, 0);
  return JSON.parse(new TextDecoder().decode(stdout));
}

Deno.test({
  name: "readProcessFigures() counts what a process uses, and apart from it what its children do",
  ignore,
  async fn() {
    const { before, between, after } = await ownFigures();
    if (Deno.build.os !== "linux") return assert.equal(after, undefined);
    assert.equal(before.childrenCpuMillis, 0);
    assert.ok(between.childrenCpuMillis > 0);
    assert.equal(after.childrenCpuMillis, between.childrenCpuMillis);
    const own = after.cpuMillis - between.cpuMillis;
    assert.ok(own > 0 && own <= 400, `${own} ms`);
    assert.ok(after.peakMegabytes >= after.megabytes && after.megabytes > 10);
  },
});

Deno.test({
  name: "readThreadFigures() has as much in all as the process, by the names of threads",
  ignore,
  async fn() {
    const { after, threads } = await ownFigures();
    if (Deno.build.os !== "linux") return assert.deepEqual(threads, {});
    const millis: number[] = Object.values(threads);
    const all = millis.reduce((sum, one) => sum + one);
    const own = after.cpuMillis - after.childrenCpuMillis;
    assert.ok(Math.abs(all - own) < 40, `${all} ms of ${own}`);
    assert.ok(threads["deno"] > all / 2, JSON.stringify(threads));
  },
});
