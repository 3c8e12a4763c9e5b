import assert from "node:assert/strict";
import rootManifest from "../../deno.json" with { type: "json" };
import { mayRunApps } from "./instrumentations/testdata/may_run_apps.ts";
import { runApp } from "./instrumentations/testdata/run_app.ts";
import { instrumentCommand } from "./cli/testdata/instrument_command.ts";

const ignore = !mayRunApps() ||
  Deno.permissions.querySync({ name: "net", host: "127.0.0.1" }).state !== "granted";

/** Serves one request and logs in it. */
const APP = `
  import { configure, getLogger } from "@logtape/logtape";
  import { Hono } from "hono";
  await configure({
    sinks: {},
    loggers: [{ category: "dice" }, { category: ["logtape", "meta"], lowestLevel: "error" }],
  });
  const app = new Hono();
  app.get("/users/:id", (c) => {
    getLogger("dice").warn("asked for {id}", { id: c.req.param("id") });
    return c.text("hello");
  });
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, app.fetch);
  const url = \`http://127.0.0.1:\${server.addr.port}/users/7\`;
  console.log(await (await fetch(url, { headers: { "user-agent": "test/1" } })).text());
  await server.shutdown();
`;
const { hono, "@logtape/logtape": logtape } = rootManifest.imports;
const IMPORTS = { hono, "@logtape/logtape": logtape };

interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string; readonly intValue?: string | number };
}
interface SpanRecord {
  readonly name: string;
  readonly kind: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly scope: string;
  readonly attributes: readonly Attribute[];
}
interface LogEntry {
  readonly body: { readonly stringValue?: string };
  readonly traceId: string;
  readonly spanId: string;
  readonly scope: string;
}
type Scoped = { readonly scope: { readonly name: string } };

/** A receiver of OTLP/JSON that keeps what comes. */
function startReceiver() {
  const spans: SpanRecord[] = [];
  const logs: LogEntry[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const { resourceSpans = [], resourceLogs = [] } = await request.json();
    for (const { scopeSpans } of resourceSpans) {
      for (const { scope, spans: some } of scopeSpans as (Scoped & { spans: SpanRecord[] })[]) {
        spans.push(...some.map((span) => ({ ...span, scope: scope.name })));
      }
    }
    for (const { scopeLogs } of resourceLogs) {
      for (const { scope, logRecords } of scopeLogs as (Scoped & { logRecords: LogEntry[] })[]) {
        logs.push(...logRecords.map((record) => ({ ...record, scope: scope?.name ?? "" })));
      }
    }
    return Response.json({});
  });
  return {
    endpoint: `http://127.0.0.1:${server.addr.port}`,
    /** Spans of kind SERVER of the application. */
    serverSpans: () => spans.filter(({ kind }) => kind === 2),
    logs,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

async function run(env: Readonly<Record<string, string>>) {
  await using receiver = startReceiver();
  const { code, stdout, stderr } = await runApp({
    files: { "main.ts": APP },
    imports: IMPORTS,
    parse: false,
    flags: ["--allow-net=127.0.0.1", "--allow-env", "--allow-sys", "--allow-read"],
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
      OTEL_TRACES_EXPORTER: "otlp",
      OTEL_LOGS_EXPORTER: "otlp",
      ...env,
    },
  });
  assert.equal(code, 0, stderr);
  assert.equal(stdout, "hello\n");
  return { spans: receiver.serverSpans(), logs: receiver.logs, stderr };
}

const attributesOf = (span: SpanRecord | undefined) =>
  Object.fromEntries((span?.attributes ?? []).map(({ key, value }) => [key, value]));

Deno.test("With Deno's own OpenTelemetry on, its only SERVER span gets route and attributes", {
  ignore,
}, async () => {
  const { spans, logs, stderr } = await run({ OTEL_DENO: "true" });
  const [span, ...others] = spans;
  assert.deepEqual(others, []);
  assert.equal(span?.scope, "deno");
  assert.equal(span?.name, "GET /users/:id");
  const attributes = attributesOf(span);
  assert.equal(attributes["http.route"]?.stringValue, "/users/:id");
  assert.equal(attributes["user_agent.original"]?.stringValue, "test/1");
  assert.equal(attributes["server.address"]?.stringValue, "127.0.0.1");
  const keys = span?.attributes.map(({ key }) => key) ?? [];
  assert.deepEqual(keys.toSorted(), [...new Set(keys)].toSorted());

  const records = logs.filter(({ scope }) => scope === "dice");
  assert.deepEqual(records.map(({ body }) => body.stringValue), ["asked for 7"]);
  assert.equal(records[0]?.traceId, span?.traceId);
  assert.equal(records[0]?.spanId, span?.spanId);
  // The console's line is Deno's to record.
  assert.deepEqual(logs.filter(({ body }) => body.stringValue?.trim() === "hello").length, 1);
  assert.equal(stderr.match(/Deno's own OpenTelemetry is on/g)?.length, 1, stderr);
  assert.match(stderr, /warn.*unset OTEL_DENO/);
});

Deno.test(
  "With Deno's own OpenTelemetry off, the only SERVER span is ours",
  { ignore },
  async () => {
    const { spans, stderr } = await run({});
    assert.deepEqual(spans.map(({ name, scope }) => [name, scope]), [
      ["GET /users/:id", "@otel-deno/telemetry-setup/http-server"],
    ]);
    assert.equal(stderr, "");
  },
);

for (
  const [mode, scope] of [
    ["replace", "@otel-deno/telemetry-setup/http-server"],
    ["augment", "deno"],
  ] as const
) {
  Deno.test(`opentelemetry-instrument has one SERVER span with OTEL_DENO_MODE=${mode}`, {
    ignore: ignore || Deno.build.os === "windows",
  }, async () => {
    await using receiver = startReceiver();
    const folder = await Deno.makeTempDir();
    try {
      await Deno.writeTextFile(`${folder}/main.ts`, APP);
      await Deno.writeTextFile(`${folder}/deno.json`, JSON.stringify({ imports: IMPORTS }));
      const { code, stderr } = await instrumentCommand(["deno", "run", "-A", "main.ts"], {
        cwd: folder,
        env: {
          OTEL_DENO: "true",
          OTEL_DENO_MODE: mode,
          OTEL_LOG_LEVEL: "info",
          OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
          OTEL_LOGS_EXPORTER: "otlp",
        },
      }).output();
      const said = new TextDecoder().decode(stderr);
      assert.equal(code, 0, said);
      assert.deepEqual(receiver.serverSpans().map(({ name, scope }) => [name, scope]), [
        ["GET /users/:id", scope],
      ]);
      assert.equal(/info.*Deno's own OpenTelemetry is on/.test(said), mode === "augment", said);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}
