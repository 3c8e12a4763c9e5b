import assert from "node:assert/strict";
import { MARIADB } from "../../testing/databases/mariadb.ts";
import { REDIS } from "../../testing/databases/redis.ts";
import {
  missingProgram,
  startServerProgram,
} from "../../testing/databases/start_server_program.ts";
import { mayRunApps } from "../testdata/may_run_apps.ts";
import { pathsOf } from "./testdata/paths_of.ts";
import { runWithPackages } from "./testdata/run_with_packages.ts";

const missing = mayRunApps()
  ? [MARIADB, REDIS].flatMap((database) => missingProgram(database) ?? [])
  : ["permissions are missing"];
if (mayRunApps() && missing.length > 0) console.log(`Ignored: ${missing.join("; ")}`);
const ignore = missing.length > 0;

/** `root` is a span; what is awaited in it are operations, each followed by a span. */
function inRoot(setUp: string, act: string): string {
  return `
    import { trace } from "@opentelemetry/api";
    ${setUp}
    const tracer = trace.getTracer("app");
    const child = (name) => tracer.startSpan(name).end();
    await tracer.startActiveSpan("root", async (root) => {
      ${act}
      root.end();
    });
    child("outside");
    await end();
  `;
}

Deno.test("diagnostics-channel records what mysql2 asks a database, and keeps its context", {
  ignore,
}, async () => {
  await using database = await startServerProgram(MARIADB);
  const app = await runWithPackages(
    inRoot(
      `
      import mysql from "mysql2";
      const options = { host: "127.0.0.1", port: ${database.port}, user: "root", database: "mysql" };
      const pool = mysql.createPool({ ...options, connectionLimit: 1 });
      const promises = pool.promise();
      const end = () => promises.end();
    `,
      `
      await promises.query("SELECT 1 + 1 AS two");
      child("after promise");
      await new Promise((resolve) => pool.query("SELECT ? AS secret", ["hidden"], () => {
        child("in callback");
        resolve();
      }));
      await promises.execute("SELECT ? + 1 AS three", [2]);
      await promises.query("SELECT FROM nowhere").catch(({ code }) => console.error(code));
      await new Promise((resolve) => pool.query("SELECT 5").on("end", resolve));
    `,
    ),
    {
      imports: { mysql2: "npm:mysql2@3.24.6" },
      env: {
        OTEL_DENO_DIAGNOSTICS_CHANNELS: "mysql2:query,mysql2:execute,mysql2:pool:connect",
        OTEL_DENO_DIAGNOSTICS_CHANNEL_FIELDS: "database",
      },
    },
  );
  assert.equal(app.stderr.trim(), "ER_PARSE_ERROR");
  assert.deepEqual(pathsOf(app, ""), [
    "outside",
    "root",
    "root > after promise",
    "root > in callback",
    "root > mysql2:execute",
    // The pool asks itself for a connection each time.
    ...Array(5).fill("root > mysql2:pool:connect"),
    ...Array(4).fill("root > mysql2:query"),
  ]);
  const attributes = {
    "server.address": "127.0.0.1",
    "server.port": database.port,
    "diagnostics_channel.message.database": "mysql",
  };
  const failed = { ...attributes, "error.type": "ER_PARSE_ERROR" };
  assert.deepEqual(
    app.spans.filter(({ name }) => /:(query|execute)$/.test(name))
      .map(({ kind, attributes, status }) => [kind, attributes, status.status_code]),
    [
      ["SpanKind.CLIENT", attributes, "UNSET"],
      ["SpanKind.CLIENT", attributes, "UNSET"],
      ["SpanKind.CLIENT", attributes, "UNSET"],
      ["SpanKind.CLIENT", failed, "ERROR"],
      ["SpanKind.CLIENT", attributes, "UNSET"],
    ],
  );
  // What mysql2 publishes as the query has the values in it.
  assert.doesNotMatch(app.stdout, /hidden/);
});

Deno.test("diagnostics-channel records commands of Redis' clients, and events on plain channels", {
  ignore,
}, async () => {
  await using database = await startServerProgram(REDIS);
  const app = await runWithPackages(
    inRoot(
      `
      import { Redis } from "ioredis";
      import { createClient } from "redis";
      const port = ${database.port};
      const one = new Redis({ port, host: "127.0.0.1", lazyConnect: true });
      await one.connect();
      const other = createClient({ url: "redis://127.0.0.1:" + port });
      await other.connect();
      const end = async () => { one.disconnect(); await other.close(); };
    `,
      `
      await one.set("player", "secret");
      await one.call("NO-SUCH-COMMAND").catch(({ name }) => console.error(name));
      await other.get("player");
      child("after");
    `,
    ),
    {
      imports: { ioredis: "npm:ioredis@6.0.0", redis: "npm:redis@6.3.1" },
      env: {
        OTEL_DENO_DIAGNOSTICS_CHANNELS:
          "ioredis:command,node-redis:command,node-redis:connection:ready",
        OTEL_DENO_DIAGNOSTICS_CHANNEL_FIELDS: "command",
      },
    },
  );
  assert.equal(app.stderr.trim(), "ReplyError");
  const command = "diagnostics_channel.message.command";
  const inRootSpan = app.spans.filter(({ parent_id }) => parent_id !== null);
  assert.deepEqual(
    inRootSpan.map(({ name, kind, attributes }) => [
      name,
      kind,
      attributes?.["server.port"],
      attributes?.[command],
      attributes?.["error.type"],
    ]),
    [
      ["ioredis:command", "SpanKind.CLIENT", database.port, "set", undefined],
      ["ioredis:command", "SpanKind.CLIENT", database.port, "NO-SUCH-COMMAND", "ReplyError"],
      ["node-redis:command", "SpanKind.CLIENT", database.port, "GET", undefined],
      ["after", "SpanKind.INTERNAL", undefined, undefined, undefined],
    ],
  );
  assert.deepEqual(pathsOf(app, "after"), ["root > after"]);
  const events = app.logs.map(({ event_name }) => event_name).filter((name) => name !== "");
  assert.deepEqual(events, ["node-redis:connection:ready"]);
  assert.doesNotMatch(app.stdout, /secret/);
});
