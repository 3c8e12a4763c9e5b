import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import type { Load } from "../harness/load_generator.ts";
import type { Outcome } from "./open_session.ts";

const ignore = Deno.permissions.querySync({ name: "run" }).state !== "granted";
const PROGRAM = fileURLToPath(new URL("./testdata/run_session.ts", import.meta.url));

async function runSession(
  id: string,
): Promise<{ readonly load: Load; readonly cpuMicros: number; readonly outcome: Outcome }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", PROGRAM, id],
    stdin: "null",
    signal: AbortSignal.timeout(60_000),
  }).output();
  assert.equal(code, 0, new TextDecoder().decode(stderr));
  return JSON.parse(new TextDecoder().decode(stdout));
}

for (
  const [id, serverAttributes, hasExemplars] of [
    ["ours", 12, true],
    ["public", 12, true],
    ["no-exemplars", 12, false],
    ["npm", 13, false],
  ] as const
) {
  Deno.test({
    name: `openSession() finds everything that \`${id}\` has sent of each request`,
    ignore,
    async fn() {
      const { load, cpuMicros, outcome } = await runSession(id);
      const { requests, items, lost, bytes, memory } = outcome;
      assert.equal(requests, load.requests);
      assert.equal(requests, 200);
      const { exemplars, ...counts } = items;
      assert.deepEqual(counts, {
        serverSpans: 200,
        rollSpans: 400,
        logs: 200,
        rolls: 400,
        durations: 200,
        serverAttributes,
      });
      assert.equal(exemplars > 0, hasExemplars);
      assert.equal(lost, 0);
      assert.ok(bytes > 200 * 100 && cpuMicros > 0);
      if (Deno.build.os === "linux") assert.ok(memory!.peakMegabytes >= memory!.megabytes);
    },
  });
}

Deno.test({
  name: "openSession() counts everything as lost, where there is no telemetry",
  ignore,
  async fn() {
    const { lost, bytes } = (await runSession("bare")).outcome;
    assert.deepEqual({ lost, bytes }, { lost: 200 * 3 + 400 * 2, bytes: 0 });
  },
});
