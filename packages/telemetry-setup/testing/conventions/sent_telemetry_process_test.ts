import { decodeLogs, decodeMetrics, decodeTraces } from "@otel-deno/otlp";
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { mayRunApps } from "../../instrumentations/testdata/may_run_apps.ts";
import { findUnregistered, type SentTelemetry } from "./find_unregistered.ts";

const ignore = !mayRunApps() ||
  Deno.permissions.querySync({ name: "net", host: "127.0.0.1" }).state !== "granted";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));

/** Receives OTLP, decoded as it comes. */
function startReceiver() {
  const sent = {
    traces: [] as SentTelemetry["traces"][number][],
    metrics: [] as SentTelemetry["metrics"][number][],
    logs: [] as SentTelemetry["logs"][number][],
  };
  const receive: Deno.ServeHandler = async (request) => {
    const payload = await request.bytes();
    switch (new URL(request.url).pathname) {
      case "/v1/traces":
        sent.traces.push(decodeTraces(payload, "protobuf"));
        break;
      case "/v1/metrics":
        sent.metrics.push(decodeMetrics(payload, "protobuf"));
        break;
      case "/v1/logs":
        sent.logs.push(decodeLogs(payload, "protobuf"));
    }
    return new Response(null, { headers: { "content-type": "application/x-protobuf" } });
  };
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, receive);
  return {
    sent,
    endpoint: `http://127.0.0.1:${server.addr.port}`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** Starts the dice server with all instrumentations, does what it is told, and ends it. */
async function withDiceServer(
  endpoint: string,
  { env, ask }: {
    readonly env: Readonly<Record<string, string>>;
    readonly ask: (url: string) => Promise<void>;
  },
): Promise<void> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-prompt",
      "--allow-all",
      "--preload=packages/telemetry-setup/register.ts",
      "apps/dice-server/main.ts",
      "--port=0",
    ],
    cwd: ROOT,
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
      OTEL_DENO_ENABLED_INSTRUMENTATIONS: "*,deno-command",
      OTEL_METRIC_EXPORT_INTERVAL: "500",
      // The line about the start names an address, too.
      OTEL_LOG_LEVEL: "warn",
      ...env,
    },
    signal: AbortSignal.timeout(60_000),
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const { promise: ready, resolve } = Promise.withResolvers<string>();
  let text = "";
  const read = (async () => {
    for await (const part of child.stderr.pipeThrough(new TextDecoderStream())) {
      text += part;
      const [url] = /http:\/\/[^\s/]+/.exec(text) ?? [];
      if (url !== undefined) resolve(url.replace("localhost", "127.0.0.1"));
    }
    resolve("");
  })();
  try {
    const url = await ready;
    assert.notEqual(url, "", text);
    await ask(url);
  } finally {
    child.kill("SIGTERM");
    await read;
    await child.status;
  }
}

async function askForEverything(url: string): Promise<void> {
  const get = async (path: string, options: RequestInit = {}) => {
    const response = await fetch(`${url}${path}`, options);
    await response.bytes();
  };
  await get("/rolldice?rolls=3&player=alice", {
    headers: { "x-team": "blue", traceparent: `00-${"1".repeat(32)}-${"2".repeat(16)}-01` },
  });
  await get("/rolldice", { method: "POST" });
  await get("/rolldice?rolls=x");
  await get("/rolldice?rolls=0");
  await get("/nowhere", { method: "PROPFIND" });
  await get("/healthz", { method: "HEAD" });
  // An export of metrics while it runs, too.
  await new Promise((resolve) => setTimeout(resolve, 1200));
}

const SETTINGS: readonly Readonly<Record<string, string>>[] = [
  {},
  {
    OTEL_DENO_LOG_LEVEL: "debug",
    APPLICATION_LOG_LEVEL: "debug",
    OTEL_DENO_LOG_CODE_ATTRIBUTES: "true",
    OTEL_SEMCONV_EXCEPTION_SIGNAL_OPT_IN: "logs",
    OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_SERVER_REQUEST: ".*",
    OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_SERVER_RESPONSE: ".*",
    OTEL_DENO_TRUST_PROXY: "true",
    OTEL_DENO_SELF_METRICS: "true",
  },
];

for (const [index, env] of SETTINGS.entries()) {
  Deno.test({
    name: `the dice server sends nothing that is not in the tables (${
      index === 0 ? "by default" : "all that can be asked for"
    })`,
    ignore,
    async fn() {
      await using receiver = startReceiver();
      await withDiceServer(receiver.endpoint, { env, ask: askForEverything });
      const { sent } = receiver;
      assert.deepEqual(findUnregistered(sent), []);

      const metricNames = new Set(
        sent.metrics.flatMap(({ resourceMetrics }) => resourceMetrics)
          .flatMap(({ scopeMetrics }) => scopeMetrics)
          .flatMap(({ metrics }) => metrics.map(({ name }) => name)),
      );
      for (
        const name of [
          "dice.rolls",
          "http.server.request.duration",
          "process.cpu.time",
          "nodejs.eventloop.delay.p99",
          "v8js.memory.heap.used",
        ]
      ) assert.ok(metricNames.has(name), `${name} was sent`);
      const spans = sent.traces.flatMap(({ resourceSpans }) => resourceSpans)
        .flatMap(({ scopeSpans }) => scopeSpans).flatMap(({ spans }) => spans);
      assert.ok(spans.some(({ name }) => name === "roll"));
      assert.ok(spans.some(({ name }) => name === "GET /rolldice"));
      assert.ok(sent.logs.length > 0);
    },
  });
}
