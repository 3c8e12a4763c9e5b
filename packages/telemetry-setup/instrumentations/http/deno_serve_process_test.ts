import { SpanStatusCode } from "@opentelemetry/api";
import { createCertificate } from "@otel-deno/otlp-receiver/testing";
import assert from "node:assert/strict";
import { type RecordedTelemetry, recordTelemetry } from "../testdata/record_telemetry.ts";
import { createHttpServerInstrumentation } from "./http_server.ts";
import { DEFAULT_CONFIG } from "../testdata/instrumentation_config.ts";

const permitted = ([
  { name: "net", host: "127.0.0.1" },
  { name: "read" },
  { name: "write" },
] as const).every((descriptor) => Deno.permissions.querySync(descriptor).state === "granted");
const ignore = !permitted;

/** The spans of the requests that were answered; the last byte's end is told a moment later. */
async function untilSpans(telemetry: RecordedTelemetry, count: number) {
  const spans = [...telemetry.takeSpans()];
  for (let tries = 0; spans.length < count && tries < 5000; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    spans.push(...telemetry.takeSpans());
  }
  return spans;
}

interface Served {
  readonly port: number;
  get(path?: string, init?: RequestInit): Promise<Response>;
  /** Sends the text as it is and returns everything that is answered. */
  send(text: string): Promise<string>;
}

/** Serves on a free port while the callback runs. */
async function serve(
  options: Omit<Deno.ServeTcpOptions, "port" | "hostname">,
  handler: Deno.ServeHandler,
  use: (served: Served) => Promise<void>,
): Promise<void> {
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {}, ...options },
    handler,
  );
  const { port } = server.addr as Deno.NetAddr;
  await use({
    port,
    get: (path = "/", init = {}) => fetch(`http://127.0.0.1:${port}${path}`, init),
    async send(text) {
      using connection = await Deno.connect({ hostname: "127.0.0.1", port });
      await connection.write(new TextEncoder().encode(text));
      const chunks = await Array.fromAsync(connection.readable);
      return new TextDecoder().decode(new Uint8Array(chunks.flatMap((chunk) => [...chunk])));
    },
  });
}

Deno.test("Deno.serve records a real request with its peer and its port", { ignore }, async () => {
  using telemetry = recordTelemetry();
  using _enabled = createHttpServerInstrumentation().enable(telemetry, DEFAULT_CONFIG);
  await serve({}, () => new Response("hello"), async ({ port, get }) => {
    const response = await get("/a/b?c=d", { headers: { "user-agent": "test/1" } });
    assert.equal(await response.text(), "hello");

    const [span] = await untilSpans(telemetry, 1);
    assert.ok(span);
    const { "network.peer.port": peerPort, ...attributes } = span.attributes;
    assert.ok(Number.isInteger(peerPort));
    assert.deepEqual(attributes, {
      "http.request.method": "GET",
      "http.response.status_code": 200,
      "url.scheme": "http",
      "url.path": "/a/b",
      "url.query": "c=d",
      "server.address": "127.0.0.1",
      "server.port": port,
      "client.address": "127.0.0.1",
      "network.peer.address": "127.0.0.1",
      "user_agent.original": "test/1",
    });
  });
});

for (
  const [request, expected] of [
    ["GET / HTTP/1.1\r\nHost: a b", { name: "GET", path: "/", address: "a b" }],
    ["GET /x HTTP/1.1\r\nHost: h:notaport", { name: "GET", path: "/x", address: "h" }],
    ["GET / HTTP/1.1\r\nHost: u:p@h:99", { name: "GET", path: "/", address: "h" }],
    ["GET http://other/abs HTTP/1.1\r\nHost: h", { name: "GET", path: "/abs", address: "other" }],
    ["OPTIONS * HTTP/1.1\r\nHost: h", { name: "OPTIONS", path: "/*", address: "h" }],
    ["BREW /pot HTTP/1.1\r\nHost: h", { name: "HTTP", path: "/pot", address: "h" }],
    ["TRACE / HTTP/1.1\r\nHost: h", { name: "TRACE", path: "/", address: "h" }],
    ["GET /%zz?%ff HTTP/1.1\r\nHost: [::1]:80", { name: "GET", path: "/%zz", address: "::1" }],
    ["HEAD / HTTP/1.1\r\nHost: h", { name: "HEAD", path: "/", address: "h" }],
  ] as const
) {
  Deno.test(`Deno.serve records ${JSON.stringify(request)}`, { ignore }, async () => {
    using telemetry = recordTelemetry();
    using _enabled = createHttpServerInstrumentation().enable(telemetry, DEFAULT_CONFIG);
    await serve({}, () => new Response("ok"), async ({ send }) => {
      assert.match(await send(`${request}\r\nConnection: close\r\n\r\n`), /^HTTP\/1.1 200 OK\r\n/);
      const [span] = await untilSpans(telemetry, 1);
      assert.deepEqual({
        name: span?.name,
        path: span?.attributes["url.path"],
        address: span?.attributes["server.address"],
      }, expected);
      assert.ok(!JSON.stringify(span?.attributes).includes("u:p"));
    });
  });
}

Deno.test("Deno.serve records requests by TLS and HTTP/2 as https", { ignore }, async () => {
  using telemetry = recordTelemetry();
  using _enabled = createHttpServerInstrumentation().enable(telemetry, DEFAULT_CONFIG);
  const certificate = await createCertificate();
  using client = Deno.createHttpClient({ caCerts: [certificate.cert] });
  await serve(certificate as object, () => new Response("secure"), async ({ port }) => {
    const response = await fetch(`https://localhost:${port}/s`, { client });
    assert.equal(await response.text(), "secure");
    const [span] = await untilSpans(telemetry, 1);
    assert.equal(span?.attributes["url.scheme"], "https");
    assert.equal(span?.attributes["server.address"], "localhost");
    assert.equal(span?.attributes["server.port"], port);
  });
});

Deno.test("Deno.serve records requests by a Unix socket", {
  // On Windows there are none.
  ignore: ignore || Deno.build.os === "windows",
}, async () => {
  using telemetry = recordTelemetry();
  using _enabled = createHttpServerInstrumentation().enable(telemetry, DEFAULT_CONFIG);
  const folder = await Deno.makeTempDir();
  try {
    const path = `${folder}/s`;
    await using _server = Deno.serve({ path, onListen() {} }, () => new Response("local"));
    using connection = await Deno.connect({ transport: "unix", path });
    const request = "GET /u?v HTTP/1.1\r\nHost: dice\r\nConnection: close\r\n\r\n";
    await connection.write(new TextEncoder().encode(request));
    const answer = await new Response(connection.readable).text();
    assert.match(answer, /local$/);

    const [span] = await untilSpans(telemetry, 1);
    assert.deepEqual(span?.attributes, {
      "http.request.method": "GET",
      "http.response.status_code": 200,
      "url.scheme": "http",
      "url.path": "/u",
      "url.query": "v",
      "server.address": "dice",
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("Deno.serve ends the span of a WebSocket with the upgrade", { ignore }, async () => {
  using telemetry = recordTelemetry();
  using _enabled = createHttpServerInstrumentation().enable(telemetry, DEFAULT_CONFIG);
  const handler: Deno.ServeHandler = (request) => {
    const { socket, response } = Deno.upgradeWebSocket(request);
    socket.onmessage = ({ data }) => socket.send(`echo ${data}`);
    return response;
  };
  await serve({}, handler, async ({ port }) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/chat`);
    await new Promise((resolve) => socket.onopen = resolve);
    const [span] = await untilSpans(telemetry, 1);
    assert.equal(span?.attributes["http.response.status_code"], 101);

    const message = new Promise<string>((resolve) => socket.onmessage = (e) => resolve(e.data));
    socket.send("hi");
    assert.equal(await message, "echo hi");
    const closed = new Promise((resolve) => socket.onclose = resolve);
    socket.close();
    await closed;
  });
});

Deno.test("Deno.serve ends the span with the last byte of a stream", { ignore }, async () => {
  using telemetry = recordTelemetry();
  using _enabled = createHttpServerInstrumentation().enable(telemetry, DEFAULT_CONFIG);
  const body = new TransformStream<Uint8Array, Uint8Array>();
  const writer = body.writable.getWriter();
  await serve({}, () => new Response(body.readable), async ({ get }) => {
    const response = await get();
    const reader = response.body!.getReader();
    await Promise.all([writer.write(new Uint8Array([1])), reader.read()]);
    assert.equal(telemetry.takeSpans().length, 0);
    await Promise.all([writer.close(), reader.read()]);
    assert.equal((await untilSpans(telemetry, 1)).length, 1);
  });
});

Deno.test("Deno.serve ends the span, when the client goes away", { ignore }, async () => {
  using telemetry = recordTelemetry();
  using _enabled = createHttpServerInstrumentation().enable(telemetry, DEFAULT_CONFIG);
  let timer: ReturnType<typeof setInterval> | undefined;
  const cancelled = Promise.withResolvers<void>();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      timer = setInterval(() => controller.enqueue(new Uint8Array(1000)), 5);
    },
    cancel() {
      clearInterval(timer);
      cancelled.resolve();
    },
  });
  await serve({}, () => new Response(body), async ({ get }) => {
    const abort = new AbortController();
    const response = await get("/", { signal: abort.signal });
    await response.body!.getReader().read();
    abort.abort();
    await cancelled.promise;
    const [span] = await untilSpans(telemetry, 1);
    assert.equal(span?.status.code, SpanStatusCode.UNSET);
    assert.equal(span?.attributes["http.response.status_code"], 200);
  });
});

Deno.test("Deno.serve ends the span, when the client goes away before the answer", {
  ignore,
}, async () => {
  using telemetry = recordTelemetry();
  using _enabled = createHttpServerInstrumentation().enable(telemetry, DEFAULT_CONFIG);
  const [asked, gone] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const handler: Deno.ServeHandler = async (request) => {
    request.signal.onabort = () => gone.resolve();
    asked.resolve();
    await gone.promise;
    return new Response("too late");
  };
  await serve({}, handler, async ({ get }) => {
    const abort = new AbortController();
    const answer = get("/", { signal: abort.signal }).catch(({ name }) => name);
    await asked.promise;
    abort.abort();
    assert.equal(await answer, "AbortError");
    const [span] = await untilSpans(telemetry, 1);
    assert.equal(span?.attributes["http.response.status_code"], 200);
  });
});

Deno.test("Deno.serve keeps requests apart that are served at once", { ignore }, async () => {
  using telemetry = recordTelemetry();
  using _enabled = createHttpServerInstrumentation().enable(telemetry, DEFAULT_CONFIG);
  const tracer = telemetry.tracerProvider.getTracer("test");
  const all = Promise.withResolvers<void>();
  let waiting = 0;
  const handler: Deno.ServeHandler = async (request) => {
    if (++waiting === 20) all.resolve();
    await all.promise;
    tracer.startActiveSpan(new URL(request.url).pathname, (span) => span.end());
    return new Response();
  };
  await serve({}, handler, async ({ get }) => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => get(`/${i}`)));
    await Promise.all(answers.map((response) => response.body?.cancel()));
    const spans = await untilSpans(telemetry, 40);
    const servers = spans.filter(({ attributes }) => "url.path" in attributes);
    assert.equal(servers.length, 20);
    for (const server of servers) {
      const { spanId, traceId } = server.spanContext();
      const child = spans.find(({ name }) => name === server.attributes["url.path"]);
      assert.equal(child?.parentSpanContext?.spanId, spanId);
      assert.equal(child?.spanContext().traceId, traceId);
    }
  });
});
