import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import rootManifest from "../../deno.json" with { type: "json" };
import { mayRunApps } from "./instrumentations/testdata/may_run_apps.ts";
import { TELEMETRY_IMPORTS } from "./instrumentations/testdata/run_app.ts";
import { readAddress } from "./testdata/read_address.ts";
import { startSpanCounter } from "./testing/start_span_counter.ts";

const ignore = !mayRunApps() || Deno.build.os === "windows" ||
  Deno.permissions.querySync({ name: "net", host: "127.0.0.1" }).state !== "granted";

const ROOT = new URL("../../", import.meta.url);
const REGISTER = fileURLToPath(import.meta.resolve("./register.ts"));
const DICE_SERVER = fileURLToPath(new URL("apps/dice-server/main.ts", ROOT));
const DEADLINE_MS = 30_000;

/** The dice server's routes; before it rolls, it asks the second one, in the way that `player` names. */
const FIRST = `
  import { createApp } from "${new URL("apps/dice-server/app.ts", ROOT)}";
  import { Worker as NodeWorker } from "node:worker_threads";
  import { execFile } from "node:child_process";
  import { promisify } from "node:util";
  import { Hono } from "hono";
  const [second, register] = Deno.args;
  const urlFor = (way) => second + "/rolldice?player=" + way;
  const child = (way) =>
    ["run", "--quiet", "--allow-all", "--preload=" + register, "child.ts", urlFor(way)];
  const file = (name) => new URL(name, import.meta.url);
  const pool = new Worker(file("./web_worker.ts"), { type: "module" });
  const nodePool = new NodeWorker(file("./node_pool.ts"));
  const answerOf = (worker) =>
    new Promise((resolve) => worker.addEventListener("message", resolve, { once: true }));
  const nodeAnswerOf = (worker) => new Promise((resolve) => worker.once("message", resolve));
  await nodeAnswerOf(nodePool);
  const ways = {
    async fetch(url) {
      await (await fetch(url)).text();
    },
    async "web-worker"(url) {
      const worker = new Worker(file("./web_worker.ts"), { type: "module" });
      const answer = answerOf(worker);
      worker.postMessage(url);
      await answer;
      worker.terminate();
    },
    async pool(url) {
      const answer = answerOf(pool);
      pool.postMessage(url);
      await answer;
    },
    async "node-worker"(url) {
      const worker = new NodeWorker(file("./node_worker.ts"), { workerData: url });
      await new Promise((resolve) => worker.on("exit", resolve));
    },
    async "node-pool"(url) {
      const answer = nodeAnswerOf(nodePool);
      nodePool.postMessage(url);
      await answer;
    },
    async "eval-worker"(url) {
      const text = "fetch(" + JSON.stringify(url) + ").then((r) => r.text());";
      const worker = new NodeWorker(text, { eval: true });
      await new Promise((resolve) => worker.on("exit", resolve));
    },
    async command() {
      await new Deno.Command(Deno.execPath(), { args: child("command") }).output();
    },
    async "node-child"() {
      await promisify(execFile)(Deno.execPath(), child("node-child"));
    },
  };
  const app = new Hono();
  app.use(async (c, next) => {
    const way = c.req.query("player");
    await ways[way](urlFor(way));
    await next();
  });
  app.route("/", createApp());
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, app.fetch);
  // As if by somebody else, so that each request begins a trace.
  const ask = async (way) => {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port: server.addr.port });
    await connection.write(new TextEncoder().encode(
      "GET /rolldice?player=" + way + " HTTP/1.1\\r\\nHost: a\\r\\nConnection: close\\r\\n\\r\\n",
    ));
    for await (const _ of connection.readable);
  };
  for (const way of Object.keys(ways)) await ask(way);
  // What nobody is waiting for in workers that are asked again.
  await ask("pool");
  await ask("node-pool");
  await server.shutdown();
  pool.terminate();
  nodePool.terminate();
`;

const FILES: Readonly<Record<string, string>> = {
  "first.ts": FIRST,
  "web_worker.ts": `
    self.onmessage = async ({ data }) => {
      await (await fetch(data)).text();
      self.postMessage("done");
    };
  `,
  "node_worker.ts": `
    import { workerData } from "node:worker_threads";
    await (await fetch(workerData)).text();
  `,
  "node_pool.ts": `
    import { parentPort } from "node:worker_threads";
    parentPort.on("message", async (url) => {
      await (await fetch(url)).text();
      parentPort.postMessage("done");
    });
    parentPort.postMessage("ready");
  `,
  "child.ts": "await (await fetch(Deno.args[0])).text();",
  "deno.json": JSON.stringify({
    imports: {
      ...TELEMETRY_IMPORTS,
      "@logtape/logtape": rootManifest.imports["@logtape/logtape"],
      "hono": rootManifest.imports.hono,
      "@otel-deno/dice-core": new URL("packages/dice-core/mod.ts", ROOT).href,
    },
  }),
};

const WAYS = [
  "fetch",
  "web-worker",
  "pool",
  "node-worker",
  "node-pool",
  "eval-worker",
  "command",
  "node-child",
] as const;
/** How often the second service is asked. */
const REQUESTS = WAYS.length + 2;

Deno.test("Two dice servers are one trace, by fetch, in workers and in child processes", {
  ignore,
}, async () => {
  await using receiver = await startSpanCounter();
  const folder = await Deno.makeTempDir({ prefix: "otel-deno-trace-" });
  await using undo = new AsyncDisposableStack();
  undo.defer(() => Deno.remove(folder, { recursive: true }));
  for (const [name, text] of Object.entries(FILES)) {
    await Deno.writeTextFile(`${folder}/${name}`, text);
  }
  const start = (name: string, main: string, args: readonly string[]) =>
    new Deno.Command(Deno.execPath(), {
      args: ["run", "--allow-all", "--no-lock", `--preload=${REGISTER}`, main, ...args],
      cwd: folder,
      env: {
        NO_COLOR: "1",
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
        OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
        OTEL_METRICS_EXPORTER: "none",
        OTEL_LOGS_EXPORTER: "none",
        // The line about the start names an address, too.
        OTEL_LOG_LEVEL: "warn",
        OTEL_SERVICE_NAME: name,
        TRACEPARENT: "",
      },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
      signal: AbortSignal.timeout(DEADLINE_MS),
    }).spawn();

  const second = start("second", DICE_SERVER, ["--port=0"]);
  const { port } = await readAddress(second.stderr, "localhost");
  const first = start("first", "first.ts", [`http://127.0.0.1:${port}`, REGISTER]);
  const { code, stderr } = await first.output();
  assert.equal(code, 0, new TextDecoder().decode(stderr));
  second.kill("SIGTERM");
  await Promise.all([second.status, second.stdout.cancel()]);

  const { spans } = receiver;
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const rolled = spans.filter(({ name, resource }) =>
    name === "roll" && resource["service.name"] === "second"
  );
  /** From the root to the roll of the second service: who recorded each span, and its name. */
  const chains = rolled.map((span) => {
    const chain: string[] = [];
    for (let at: typeof span | undefined = span; at !== undefined; at = byId.get(at.parentSpanId)) {
      assert.equal(at.traceId, span.traceId);
      chain.unshift(`${at.resource["service.name"]} ${at.name}`);
      if (at.parentSpanId === "") return chain;
    }
    return ["unknown parent", ...chain];
  });
  // The client is wherever the first one asked.
  const chain = ["first GET /rolldice", "first GET", "second GET /rolldice", "second roll"];
  assert.deepEqual(chains, Array(REQUESTS).fill(chain));
  // And each request is a trace of its own, those to the same worker, too.
  assert.equal(new Set(rolled.map(({ traceId }) => traceId)).size, REQUESTS);
  // Threads and processes tell that they are not the same.
  const clients = rolled.map(({ parentSpanId }) => byId.get(byId.get(parentSpanId)!.parentSpanId)!);
  const instances = new Set(clients.map(({ resource }) => resource["service.instance.id"]));
  assert.equal(instances.size, WAYS.length);
});
