import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { mayRunApps } from "./instrumentations/testdata/may_run_apps.ts";
import { TELEMETRY_IMPORTS } from "./instrumentations/testdata/run_app.ts";
import { readAddress } from "./testdata/read_address.ts";
import { startSpanCounter } from "./testing/start_span_counter.ts";

const ignore = !mayRunApps() || Deno.build.os === "windows" ||
  Deno.permissions.querySync({ name: "net", host: "127.0.0.1" }).state !== "granted";

const REGISTER = fileURLToPath(import.meta.resolve("./register.ts"));
const DEADLINE_MS = 30_000;

/** The first service: asks the second one from here, from workers and from child processes. */
const FIRST = `
  import { Worker as NodeWorker } from "node:worker_threads";
  import { execFile } from "node:child_process";
  import { promisify } from "node:util";
  const [second, register] = Deno.args;
  const child = ["run", "--quiet", "--allow-all", "--preload=" + register, "child.ts", second];
  const pool = new Worker(new URL("./web_worker.ts", import.meta.url), { type: "module" });
  const answerOf = (worker) =>
    new Promise((resolve) => worker.addEventListener("message", resolve, { once: true }));
  const ways = {
    async fetch() {
      await (await fetch(second + "/fetch")).text();
    },
    async "web-worker"() {
      const url = new URL("./web_worker.ts", import.meta.url);
      const worker = new Worker(url, { type: "module" });
      const answer = answerOf(worker);
      worker.postMessage(second + "/web-worker");
      await answer;
      worker.terminate();
    },
    async pool() {
      const answer = answerOf(pool);
      pool.postMessage(second + "/pool");
      await answer;
    },
    async "node-worker"() {
      const url = new URL("./node_worker.ts", import.meta.url);
      const worker = new NodeWorker(url, { workerData: second + "/node-worker" });
      await new Promise((resolve) => worker.on("exit", resolve));
    },
    async "eval-worker"() {
      const text = "fetch(" + JSON.stringify(second + "/eval-worker") + ").then((r) => r.text());";
      const worker = new NodeWorker(text, { eval: true });
      await new Promise((resolve) => worker.on("exit", resolve));
    },
    async command() {
      await new Deno.Command(Deno.execPath(), { args: [...child, "command"] }).output();
    },
    async "node-child"() {
      await promisify(execFile)(Deno.execPath(), [...child, "node-child"]);
    },
  };
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    await ways[new URL(request.url).pathname.slice(1)]();
    return new Response("done");
  });
  // As if by somebody else, so that each request begins a trace.
  const ask = async (way) => {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port: server.addr.port });
    await connection.write(new TextEncoder().encode(
      "GET /" + way + " HTTP/1.1\\r\\nHost: a\\r\\nConnection: close\\r\\n\\r\\n",
    ));
    for await (const _ of connection.readable);
  };
  for (const way of Object.keys(ways)) await ask(way);
  // What nobody is waiting for in a worker that is asked again.
  await ask("pool");
  await server.shutdown();
  pool.terminate();
`;

const FILES: Readonly<Record<string, string>> = {
  "first.ts": FIRST,
  "second.ts": `
    const onListen = ({ port }) => console.log("http://127.0.0.1:" + port);
    const options = { hostname: "127.0.0.1", port: 0, onListen };
    const server = Deno.serve(options, () => new Response("4"));
    await Deno.stdin.readable.pipeTo(new WritableStream());
    await server.shutdown();
  `,
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
  "child.ts": "await (await fetch(Deno.args.join('/'))).text();",
  "deno.json": JSON.stringify({ imports: TELEMETRY_IMPORTS }),
};

const WAYS = [
  "fetch",
  "web-worker",
  "pool",
  "node-worker",
  "eval-worker",
  "command",
  "node-child",
] as const;

Deno.test("Two services are one trace, by fetch, in workers and in child processes", {
  ignore,
}, async () => {
  await using receiver = await startSpanCounter();
  const folder = await Deno.makeTempDir({ prefix: "otel-deno-trace-" });
  await using undo = new AsyncDisposableStack();
  undo.defer(() => Deno.remove(folder, { recursive: true }));
  for (const [name, text] of Object.entries(FILES)) {
    await Deno.writeTextFile(`${folder}/${name}`, text);
  }
  const start = (name: string, args: readonly string[] = []) =>
    new Deno.Command(Deno.execPath(), {
      args: ["run", "--allow-all", "--no-lock", `--preload=${REGISTER}`, `${name}.ts`, ...args],
      cwd: folder,
      env: {
        NO_COLOR: "1",
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
        OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
        OTEL_METRICS_EXPORTER: "none",
        OTEL_LOGS_EXPORTER: "none",
        OTEL_SERVICE_NAME: name,
        TRACEPARENT: "",
      },
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
      signal: AbortSignal.timeout(DEADLINE_MS),
    }).spawn();

  const second = start("second");
  const { origin } = await readAddress(second.stdout);
  const first = start("first", [origin, REGISTER]);
  await first.stdin.close();
  const { code, stderr } = await first.output();
  assert.equal(code, 0, new TextDecoder().decode(stderr));
  await second.stdin.close();
  await Promise.all([second.status, second.stderr.cancel()]);

  const { spans } = receiver;
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const served = spans.filter(({ name, resource }) =>
    name === "GET" && resource["service.name"] === "second"
  );
  /** From the root to the second service: who recorded each span. */
  const chains = served.map((span) => {
    const chain: string[] = [];
    for (let at: typeof span | undefined = span; at !== undefined; at = byId.get(at.parentSpanId)) {
      assert.equal(at.traceId, span.traceId);
      chain.unshift(at.resource["service.name"] ?? "");
      if (at.parentSpanId === "") return chain.join(" > ");
    }
    return `unknown parent > ${chain.join(" > ")}`;
  });
  // The server of the first, its client, wherever that ran, and the server of the second.
  assert.deepEqual(chains, Array(WAYS.length + 1).fill("first > first > second"));
  // And each request is a trace of its own, those to the same worker, too.
  assert.equal(new Set(served.map(({ traceId }) => traceId)).size, WAYS.length + 1);
  // Threads and processes tell that they are not the same.
  const clients = served.map(({ parentSpanId }) => byId.get(parentSpanId)!);
  const instances = new Set(clients.map(({ resource }) => resource["service.instance.id"]));
  assert.equal(instances.size, WAYS.length);
});
