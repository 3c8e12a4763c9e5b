import { deepEqual, equal, match, rejects, throws } from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { makeTraces, traceId } from "../../testing/make_telemetry.ts";
import { mayUseFiles } from "../../testing/may_use_files.ts";
import { openStore } from "../open_store.ts";
import { summarizeTraces } from "../search/summarize_traces.ts";
import { migrate } from "./migrate.ts";
import { openDatabase } from "./open_database.ts";
import { MIGRATIONS } from "./schema.ts";
import { SqlConnection } from "./sql_connection.ts";

const ignore = !mayUseFiles();
const SPAN = makeTraces({ service: "s" }, [{ trace: "a", id: "1", name: "kept" }]);

Deno.test({
  name: "openDatabase() makes a file in a folder, both of which only their owner can read",
  ignore: ignore || Deno.build.os === "windows",
  fn: () =>
    inFolder((folder) => {
      const path = join(folder, "data", "telemetry.db");
      const { connection, movedTo } = openDatabase(path, 0);
      using _ = connection;
      connection.run("INSERT INTO runs VALUES ('a', NULL, 0)");
      equal(movedTo, undefined);
      equal(Deno.statSync(join(folder, "data")).mode! & 0o777, 0o700);
      for (const suffix of ["", "-wal", "-shm"]) {
        equal(Deno.statSync(path + suffix).mode! & 0o777, 0o600, suffix);
      }
    }),
});

Deno.test({
  name: "openStore() finds what was stored before, and continues a trace",
  ignore,
  fn: () =>
    inFolder(async (folder) => {
      const path = join(folder, "telemetry.db");
      const first = await openStore({ path });
      await first.writeTraces(SPAN);
      await first.close();
      const second = await openStore({ path });
      await second.writeTraces(
        makeTraces({ service: "t" }, [{ trace: "a", id: "2", parent: "1" }]),
      );
      const [trace] = (await second.findTraces({ text: "kept" })).items;
      deepEqual(trace?.services, [{ name: "s", spanCount: 1 }, { name: "t", spanCount: 1 }]);
      deepEqual((await second.getServices()).calls.map(({ from, to }) => from + to), ["st"]);
      await second.close();
    }),
});

Deno.test({
  name: "openStore() writes to a file that another store writes to as well",
  ignore,
  fn: () =>
    inFolder(async (folder) => {
      const path = join(folder, "telemetry.db");
      const first = await openStore({ path });
      const second = await openStore({ path });
      for (let round = 0; round < 3; round++) {
        for (const [name, store] of [["first", first], ["second", second]] as const) {
          const id = `${round + 1}${name === "first" ? "a" : "b"}`;
          await store.writeTraces(makeTraces({ service: name }, [{ trace: "a", id, name }]));
        }
      }
      const [trace] = (await first.findTraces({ name: "second" })).items;
      equal(trace?.spanCount, 6);
      await first.close();
      await second.close();
    }),
});

Deno.test({
  name: "openStore() moves a file aside that is no database, and says so",
  ignore,
  fn: () =>
    inFolder(async (folder) => {
      const path = join(folder, "telemetry.db");
      Deno.writeTextFileSync(path, "this is no database\n".repeat(100));
      const notices: string[] = [];
      const store = await openStore({ path, now: () => 0, onNotice: (text) => notices.push(text) });
      await store.writeTraces(SPAN);
      equal((await store.stats()).spans, 1);
      await store.close();
      match(
        notices.join(),
        /^Cannot read .*telemetry.db: it was moved to .*telemetry.db.unreadable/,
      );
      const moved = `${path}.unreadable-1970-01-01T00-00-00.000Z`;
      match(Deno.readTextFileSync(moved), /^this is no database/);
    }),
});

Deno.test({
  name: "openDatabase() moves a database aside that was cut short",
  ignore,
  fn: () =>
    inFolder(async (folder) => {
      const path = join(folder, "telemetry.db");
      const store = await openStore({ path });
      await store.writeTraces(SPAN);
      await store.close();
      Deno.truncateSync(path, 8192);
      const { connection, movedTo } = openDatabase(path, 0);
      connection[Symbol.dispose]();
      equal(Deno.statSync(movedTo!).size, 8192);
    }),
});

Deno.test({
  name: "openDatabase() moves a database of a later version aside",
  ignore,
  fn: () =>
    inFolder((folder) => {
      const path = join(folder, "telemetry.db");
      const later = openDatabase(path, 0).connection;
      later.execute("PRAGMA user_version = 1000");
      later[Symbol.dispose]();
      const { connection, movedTo } = openDatabase(path, 0);
      using _ = connection;
      using moved = new SqlConnection(movedTo!, { readOnly: true });
      equal(moved.get("PRAGMA user_version")?.["user_version"], 1000);
      equal(connection.get("PRAGMA user_version")?.["user_version"], MIGRATIONS.length);
    }),
});

Deno.test({
  name: "openStore() leaves another program's database alone",
  ignore,
  fn: () =>
    inFolder(async (folder) => {
      const path = join(folder, "other.db");
      const other = new DatabaseSync(path);
      other.exec("CREATE TABLE bookmarks (url TEXT); INSERT INTO bookmarks VALUES ('x')");
      other.close();
      const before = Deno.readFileSync(path);
      await rejects(openStore({ path }), /Cannot open .*: it is the database of another program$/);
      deepEqual(Deno.readFileSync(path), before);
    }),
});

Deno.test({
  name: "openStore() refuses a path that it may not write to, and moves nothing",
  ignore: ignore || Deno.build.os === "windows",
  fn: () =>
    inFolder(async (folder) => {
      const path = join(folder, "a file", "telemetry.db");
      Deno.writeTextFileSync(join(folder, "a file"), "");
      await rejects(openStore({ path }));
      deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["a file"]);
    }),
});

Deno.test({
  name: "migrate() brings a database of an earlier version up to date, with what is in it",
  ignore,
  fn: () =>
    inFolder(async (folder) => {
      const path = join(folder, "telemetry.db");
      const store = await openStore({ path });
      await store.writeTraces(SPAN);
      await store.close();
      using connection = new SqlConnection(path);
      const next = [...MIGRATIONS, "ALTER TABLE runs ADD COLUMN note TEXT NOT NULL DEFAULT 'none'"];
      migrate(connection, next);
      connection.run("INSERT INTO runs (id, pinned) VALUES ('a', 0)");
      equal(connection.get("SELECT note FROM runs")?.["note"], "none");
      equal(connection.get("SELECT id FROM traces")?.["id"], traceId("a"));
      equal(connection.get("PRAGMA user_version")?.["user_version"], next.length);
      // Once is enough.
      migrate(connection, next);
    }),
});

Deno.test("migrate() knows of no open spans in traces that a viewer of version 1 has stored", () => {
  using connection = new SqlConnection(":memory:");
  migrate(connection, MIGRATIONS.slice(0, 1));
  const id = traceId("a");
  connection.run(
    `INSERT INTO traces VALUES (7, 10, ?, 1, 5, 9, 4, 1, 5, 1, NULL, 1, 2, 0, 1, '[[1,2]]')`,
    id,
  );
  migrate(connection);
  const [trace] = summarizeTraces(connection, [7]);
  deepEqual([trace?.traceId, trace?.spanCount, trace?.openCount], [id, 2, 0]);
});

Deno.test("migrate() leaves the database as it was, when a step fails", () => {
  using connection = new SqlConnection(":memory:");
  migrate(connection);
  throws(() =>
    migrate(connection, [...MIGRATIONS, "DELETE FROM counters; CREATE TABLE runs (id)"])
  );
  equal(connection.get("PRAGMA user_version")?.["user_version"], MIGRATIONS.length);
});

async function inFolder(action: (folder: string) => void | Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await action(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
