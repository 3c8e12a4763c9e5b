import { equal, ok, rejects } from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { makeTraces } from "../../testing/make_telemetry.ts";
import { migrate } from "../database/migrate.ts";
import { SqlConnection } from "../database/sql_connection.ts";
import { readStats } from "../figures/read_stats.ts";
import { StoreWriter } from "./store_writer.ts";

Deno.test("StoreWriter.write() refuses when the database is full, and writes when it is not any more", async () => {
  await withWriter(async (writer, connection) => {
    await writer.write(traces("a", 10));
    connection.execute("PRAGMA max_page_count = 1");
    await rejects(writer.write(traces("b", 2000)), /full/);
    equal(readStats(connection).spans, 10);
    connection.execute("PRAGMA max_page_count = 1000000");
    await writer.write(traces("b", 2000));
    const { spans, traces: count } = readStats(connection);
    equal(`${spans} ${count}`, "2010 2");
  });
});

Deno.test("StoreWriter.write() lets the event loop have its turn while it writes much", async () => {
  let time = 0;
  await withWriter(async (writer) => {
    const written = writer.write(traces("a", 2560));
    let turns = 0;
    let isDone = false;
    written.finally(() => isDone = true);
    while (!isDone) {
      await setImmediate();
      turns++;
    }
    equal((await written).items, 2560);
    // A step writes 256 spans, and here each takes longer than a turn may.
    ok(turns >= 10, `${turns} turns`);
  }, () => time += 20);
});

Deno.test("StoreWriter.write() writes in one transaction what comes in at the same time", async () => {
  await withWriter(async (writer, connection) => {
    await Promise.all(["a", "b", "c"].map((trace) => writer.write(traces(trace, 1))));
    equal(connection.get("SELECT writes FROM blocks")?.["writes"], 1);
  });
});

async function withWriter(
  action: (writer: StoreWriter, connection: SqlConnection) => Promise<void>,
  elapsed = () => 0,
): Promise<void> {
  using connection = new SqlConnection(":memory:");
  migrate(connection);
  const limits = { maxBytes: Infinity, maxAge: Infinity, now: () => 0, elapsed };
  const writer = new StoreWriter({ connection, ...limits });
  await action(writer, connection);
  await writer.idle();
}

function traces(trace: string, count: number) {
  const spans = Array.from({ length: count }, (_, index) => ({
    trace,
    id: (index + 1).toString(16),
    attributes: { index },
  }));
  return { kind: "traces", data: makeTraces({ service: "s" }, spans) } as const;
}
