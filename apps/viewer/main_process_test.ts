import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { ignoreWithoutCollector } from "../../tools/collector/ignore_without_collector.ts";
import { pickFreePorts } from "../../tools/collector/pick_free_ports.ts";
import { startCollector } from "../../tools/collector/start_collector.ts";
import { buildViewer } from "../../tools/viewer_build.ts";
import { sampleStore } from "./testing/sample_store.ts";
import { startViewerProcess, type ViewerUnderTest } from "./testing/start_viewer_process.ts";

const ignore = (["env", "net", "read", "run"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");
const SPAN = {
  traceId: "0af7651916cd43dd8448eb211c80319c",
  spanId: "b7ad6b7169203331",
  name: "<script>alert(1)</script>\u001b[31m",
  startTimeUnixNano: "1700000000000000000",
  endTimeUnixNano: "1700000001000000000",
};
const SPANS = JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [SPAN] }] }] });

async function start(...args: readonly string[]): Promise<ViewerUnderTest> {
  const viewer = await startViewerProcess(args);
  assert.ok("url" in viewer, JSON.stringify(viewer));
  return viewer;
}

async function send(
  viewer: ViewerUnderTest,
  headers: Record<string, string> = {},
): Promise<number> {
  const response = await fetch(`${viewer.otlpHttp}/v1/traces`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: SPANS,
  });
  await response.body?.cancel();
  return response.status;
}

Deno.test("the viewer shows what it was sent, at once and exactly", { ignore }, async () => {
  await using viewer = await start();
  assert.equal(await send(viewer), 200);
  const stats = await (await fetch(`${viewer.url}/api/stats`)).json();
  assert.deepEqual([stats.spans, stats.traces], [1, 1]);
  const trace = await (await fetch(`${viewer.url}/api/traces/${SPAN.traceId}`)).json();
  assert.equal(trace.spans[0].name, SPAN.name);
  const exported = await (await fetch(`${viewer.url}/api/export?trace=${SPAN.traceId}`)).text();
  const imported = await fetch(`${viewer.url}/api/import`, { method: "POST", body: exported });
  assert.deepEqual(await imported.json(), { spans: 1, logs: 0, metricPoints: 0, rejected: 0 });
});

Deno.test(
  "the viewer ends at SIGTERM and at Ctrl-C, also while a page listens",
  { ignore },
  async () => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      await using viewer = await start();
      const stream = await fetch(`${viewer.url}/api/stream`);
      const started = performance.now();
      const { code } = await viewer.end(signal);
      assert.equal(code, 0, signal);
      assert.ok(performance.now() - started < 2500, "nobody waits for the page");
      await stream.text().catch(() => {});
    }
  },
);

Deno.test(
  "the viewer ends with standard input, and not at Ctrl-C, when asked to",
  { ignore },
  async () => {
    await using viewer = await start("--end-with-stdin");
    assert.equal((await viewer.end("stdin")).code, 0);
  },
);

Deno.test("the viewer names the viewer or Collector that has its port", { ignore }, async () => {
  await using viewer = await start();
  for (
    const [option, url, holder] of [
      ["--port", viewer.url, "a viewer"],
      ["--otlp-http-port", viewer.otlpHttp, "a viewer's receiver for OTLP over HTTP"],
      [
        "--otlp-grpc-port",
        viewer.otlpGrpc,
        "a server for gRPC, as a Collector or a viewer has one",
      ],
    ] as const
  ) {
    const { port } = new URL(url);
    const end = await startViewerProcess([option, port]);
    assert.ok("code" in end, option);
    assert.equal(end.code, 1);
    assert.equal(
      end.stderr.split("\n").at(-2),
      `Cannot listen on 127.0.0.1:${port}: the port is taken by ${holder}; ${option} takes another one`,
    );
  }
});

Deno.test("the viewer names the Collector that has its port", {
  ignore: ignore || ignoreWithoutCollector(),
}, async () => {
  await using collector = await startCollector();
  const end = await startViewerProcess(["--otlp-http-port", String(collector.httpPort)]);
  assert.ok("code" in end);
  assert.match(end.stderr, /: the port is taken by an OpenTelemetry Collector; --otlp-http-port /);
});

Deno.test("the viewer says what is wrong with an option in one line", { ignore }, async () => {
  const end = await startViewerProcess(["--debug", "all\u001b[31m"]);
  assert.ok("code" in end);
  assert.equal(end.code, 2);
  assert.match(end.stderr, /^Cannot use --debug: .*\n$/);
  assert.ok(!end.stderr.includes("\u001b"));
});

Deno.test(
  "the viewer asks for its token, when other machines can reach it",
  { ignore },
  async () => {
    await using viewer = await start("--host", "0.0.0.0");
    const url = viewer.url.replace("0.0.0.0", "127.0.0.1");
    assert.equal(viewer.token?.length, 32);
    const get = async (path: string, headers: Record<string, string> = {}) => {
      const response = await fetch(`${url}${path}`, { headers, redirect: "manual" });
      await response.body?.cancel();
      return response.status;
    };
    assert.equal(await get("/api/stats"), 401);
    assert.equal(await get("/"), 401);
    assert.equal(await get(`/?token=${viewer.token}`), 303);
    assert.equal(await get("/api/stats", { authorization: `Bearer ${viewer.token}` }), 200);
  },
);

Deno.test("the viewer's receivers ask for the token, too", { ignore }, async () => {
  await using viewer = await start("--host", "0.0.0.0");
  const otlpHttp = viewer.otlpHttp.replace("0.0.0.0", "127.0.0.1");
  const reachable = { ...viewer, otlpHttp };
  assert.equal(await send(reachable), 401);
  assert.equal(await send(reachable, { authorization: `Bearer ${viewer.token}` }), 200);
});

Deno.test("the viewer takes HTTP and gRPC on one port, when asked to", { ignore }, async () => {
  const [port] = pickFreePorts(1);
  await using viewer = await start("--otlp-http-port", `${port}`, "--otlp-grpc-port", `${port}`);
  assert.equal(viewer.otlpHttp, viewer.otlpGrpc);
  assert.equal(await send(viewer), 200);
  using client = Deno.createHttpClient({ http1: false, http2: true });
  const response = await fetch(
    `${viewer.otlpGrpc}/opentelemetry.proto.collector.trace.v1.TraceService/Export`,
    {
      method: "POST",
      headers: { "content-type": "application/grpc", te: "trailers" },
      body: new Uint8Array(5),
      client,
    },
  );
  await response.body?.cancel();
  assert.equal(response.headers.get("content-type")?.startsWith("application/grpc"), true);
});

Deno.test(
  "the viewer prints what comes in and sends it on, when asked to",
  { ignore },
  async () => {
    await using upstream = await start();
    await using viewer = await start("--debug", "basic", "--forward", upstream.otlpHttp);
    assert.equal(await send(viewer), 200);
    const { stdout, stderr } = await viewer.end("SIGTERM");
    assert.equal(stdout, 'Traces\t{"resource spans": 1, "spans": 1}\n');
    assert.ok(!stderr.includes("Cannot"), stderr);
    const { spans } = await (await fetch(`${upstream.url}/api/stats`)).json();
    assert.equal(spans, 1, "before it ended");
  },
);

Deno.test(
  "the viewer sends on with the headers it was given, and prints none of them",
  { ignore },
  async () => {
    await using upstream = await start("--host", "0.0.0.0");
    const forward = upstream.otlpHttp.replace("0.0.0.0", "127.0.0.1");
    const header = `Authorization=Bearer ${upstream.token}`;
    await using viewer = await start("--forward", forward, "--forward-header", header);
    assert.equal(await send(viewer), 200);
    const { stdout, stderr } = await viewer.end("SIGTERM");
    assert.ok(!`${stdout}${stderr}`.includes(upstream.token!));
    assert.ok(!stderr.includes("Cannot"), stderr);
    const stats = await fetch(`${upstream.url.replace("0.0.0.0", "127.0.0.1")}/api/stats`, {
      headers: { authorization: `Bearer ${upstream.token}` },
    });
    assert.equal((await stats.json()).spans, 1);
  },
);

Deno.test(
  "what a viewer exports, another one imports and exports as the same: all, a run, a trace, a subtree",
  { ignore },
  async () => {
    await using first = await start();
    const samples = await sampleStore({ requests: 12, bigTraceSpans: 40 });
    const lines = await Array.fromAsync(samples.export({ kind: "all" }));
    await importInto(first, lines.join(""));
    const { items } = await (await fetch(`${first.url}/api/traces?text=nightly`)).json();
    const trace = await (await fetch(`${first.url}/api/traces/${items[0].traceId}`)).json();
    const { spanId } = trace.spans.find(({ name }: { name: string }) => name === "batch 1");
    const selections = ["", "?run=run-after", `?trace=${trace.traceId}`];
    for (const selection of [...selections, `?trace=${trace.traceId}&span=${spanId}`]) {
      const exported = await (await fetch(`${first.url}/api/export${selection}`)).text();
      await using second = await start();
      await importInto(second, exported);
      assert.equal(await (await fetch(`${second.url}/api/export`)).text(), exported, selection);
    }
  },
);

async function importInto(viewer: ViewerUnderTest, lines: string): Promise<void> {
  const response = await fetch(`${viewer.url}/api/import`, { method: "POST", body: lines });
  assert.equal(response.status, 200);
  const { spans, logs, metricPoints, rejected } = await response.json();
  const stats = await (await fetch(`${viewer.url}/api/stats`)).json();
  assert.ok(spans > 0);
  assert.deepEqual([spans, logs, metricPoints, rejected], [
    stats.spans,
    stats.logs,
    stats.metricPoints,
    0,
  ]);
}

Deno.test("the viewer tells on which ports it takes OTLP", { ignore }, async () => {
  for (const args of [[], ["--host", "0.0.0.0"]]) {
    await using viewer = await start(...args);
    const response = await fetch(`${viewer.url.replace("0.0.0.0", "127.0.0.1")}/api/receiver`, {
      headers: { authorization: `Bearer ${viewer.token}` },
    });
    assert.deepEqual(await response.json(), {
      httpPort: Number(new URL(viewer.otlpHttp).port),
      grpcPort: Number(new URL(viewer.otlpGrpc).port),
      needsToken: args.length > 0,
    });
  }
});

Deno.test("the viewer finds what it said yes to, also after it was killed", {
  ignore: ignore || Deno.permissions.querySync({ name: "write" }).state !== "granted",
}, async () => {
  const folder = Deno.makeTempDirSync();
  try {
    const db = `${folder}/viewer.db`;
    const first = await start("--db", db);
    assert.equal(await send(first), 200);
    await first.end("SIGKILL");
    await using second = await start("--db", db);
    const trace = await (await fetch(`${second.url}/api/traces/${SPAN.traceId}`)).json();
    assert.equal(trace.spans[0].name, SPAN.name);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
});

Deno.test("the viewer's pages come from nowhere else, under a policy that says so", {
  ignore: ignore || Deno.permissions.querySync({ name: "write" }).state !== "granted",
}, async () => {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  await buildViewer({ root, output: fileURLToPath(new URL("./dist/ui", import.meta.url)) });
  await using viewer = await start();
  const page = await fetch(`${viewer.url}/traces/${SPAN.traceId}`);
  assert.equal(page.headers.get("content-type"), "text/html; charset=utf-8");
  assert.match(
    page.headers.get("content-security-policy")!,
    /^default-src 'none'; script-src 'self'/,
  );
  const html = await page.text();
  // The policy lets no script, style or handler run that stands in the page itself.
  assert.doesNotMatch(html, /<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=|https?:\/\//);
  for (const [, path = ""] of html.matchAll(/(?:src|href)="([^"]+)"/g)) {
    const response = await fetch(new URL(path, `${viewer.url}/`));
    await response.body?.cancel();
    assert.equal(response.status, 200, path);
  }
});
