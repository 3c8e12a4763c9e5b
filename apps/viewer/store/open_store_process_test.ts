import { equal, ok } from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { assertSurvivesKills } from "../testing/assert_survives_kills.ts";
import { makeTraces } from "../testing/make_telemetry.ts";
import { mayUseFiles } from "../testing/may_use_files.ts";
import { SqlConnection } from "./database/sql_connection.ts";
import { openStore } from "./open_store.ts";

const KILLS = 50;
const MAX_MS = 250;
const mayRun = Deno.permissions.querySync({ name: "run", command: Deno.execPath() }).state ===
  "granted";
const WRITER = fileURLToPath(new URL("../testing/write_until_killed.ts", import.meta.url));

Deno.test({
  name: "openStore() loses nothing it has acknowledged, when its process is killed at 50 points",
  ignore: !mayUseFiles() || !mayRun,
  fn: () =>
    assertSurvivesKills({
      kills: KILLS,
      seed: 50,
      gap: 10,
      writeAndKill: (path, { last, after }) => writeAndKill([path, String(last)], after * MAX_MS),
      async check(store, { acknowledged, kills, total }) {
        for (const number of acknowledged) {
          const trace = await store.getTrace(number.toString(16).padStart(32, "0"));
          equal(trace?.spans.length, 20, `trace ${number} after ${kills} kills`);
        }
        ok((await store.stats()).logs >= total);
        const number = acknowledged.at(-1);
        if (number === undefined) return;
        const attribute = { key: "number", value: String(number), negated: false };
        equal((await store.findTraces({ attributes: [attribute] })).items.length, 1);
        equal((await store.findLogs({ text: `log ${number}` })).items.length > 0, true);
      },
    }),
});

Deno.test({
  name: "close() leaves all in the one file, also when the store was asked",
  ignore: !mayUseFiles(),
  async fn() {
    const folder = await Deno.makeTempDir();
    const path = join(folder, "telemetry.db");
    try {
      // The thread that was asked may end soon enough, but not each time.
      for (let round = 1; round <= 5; round++) {
        const store = await openStore({ path });
        await store.writeTraces(makeTraces(
          { service: "dice" },
          [{ trace: round.toString(16), id: "1", start: 0, end: 1 }],
        ));
        equal((await store.findTraces({})).items.length, round);
        await store.close();
        const copy = join(folder, "copy.db");
        await Deno.copyFile(path, copy);
        using connection = new SqlConnection(copy, { readOnly: true });
        equal(connection.get("SELECT count(*) AS traces FROM traces")?.["traces"], round);
      }
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

/** @returns What was acknowledged until the process was killed, so many milliseconds after the first. */
async function writeAndKill(args: readonly string[], after: number): Promise<readonly number[]> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", "--quiet", "-A", WRITER, ...args],
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  let text = "";
  let timer: ReturnType<typeof setTimeout> | undefined;
  for await (const part of child.stdout.pipeThrough(new TextDecoderStream())) {
    text += part;
    timer ??= setTimeout(() => child.kill("SIGKILL"), after);
  }
  clearTimeout(timer);
  const { signal } = await child.status;
  equal(signal, "SIGKILL");
  // The last line may be cut off.
  return text.slice(0, text.lastIndexOf("\n") + 1).split("\n").filter(Boolean).map(Number);
}
