import { SpanKind, trace } from "@opentelemetry/api";
import assert from "node:assert/strict";
import { DEFAULT_CONFIG } from "../../testdata/instrumentation_config.ts";
import { recordTelemetry } from "../../testdata/record_telemetry.ts";
import { createHttpClientInstrumentation } from "./http_client.ts";

const ignore = Deno.permissions.querySync({ name: "net" }).state !== "granted";

/** What a server got, and how it is spoken to. */
async function observe(
  act: (base: string) => WebSocket | Promise<void>,
  config = DEFAULT_CONFIG,
) {
  const seen: Headers[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, (request) => {
    seen.push(new Headers(request.headers));
    if (new URL(request.url).pathname === "/refuse") return new Response(null, { status: 403 });
    const { socket, response } = Deno.upgradeWebSocket(request, {
      ...request.headers.has("sec-websocket-protocol") && { protocol: "dice" },
    });
    socket.onmessage = ({ data }) => socket.send(data);
    return response;
  });
  const { port } = server.addr;
  const before = globalThis.WebSocket;
  using telemetry = recordTelemetry();
  using enabled = createHttpClientInstrumentation().enable(telemetry, config);
  try {
    const acted = act(`ws://127.0.0.1:${port}`);
    if (acted instanceof Promise) await acted;
    else await new Promise((resolve) => acted.addEventListener("close", resolve));
    enabled[Symbol.dispose]();
    assert.equal(globalThis.WebSocket, before);
    const measured = await telemetry.collectDuration();
    return { port, seen, spans: telemetry.takeSpans(), points: measured?.dataPoints ?? [] };
  } finally {
    await server.shutdown();
  }
}

function closeWhenOpen(socket: WebSocket): WebSocket {
  socket.onopen = () => socket.close();
  return socket;
}

const options = (value: object) => value as unknown as string[];

Deno.test("observeWebSocket() records the handshake, and takes the trace context along", {
  ignore,
}, async () => {
  const { port, seen, spans, points } = await observe((base) =>
    closeWhenOpen(new WebSocket(`${base}/dice?sig=secret`))
  );
  const [span, ...others] = spans;
  assert.deepEqual(others, []);
  assert.deepEqual([span?.name, span?.kind], ["GET", SpanKind.CLIENT]);
  const attributes = {
    "http.request.method": "GET",
    "server.address": "127.0.0.1",
    "server.port": port,
    "http.response.status_code": 101,
  };
  assert.deepEqual({ ...span?.attributes }, {
    ...attributes,
    "url.full": `ws://127.0.0.1:${port}/dice?sig=REDACTED`,
  });
  assert.deepEqual(points.map(({ attributes }) => attributes), [attributes]);
  const { traceId, spanId } = span!.spanContext();
  assert.deepEqual(seen.map((headers) => headers.get("traceparent")), [
    `00-${traceId}-${spanId}-03`,
  ]);
});

Deno.test("observeWebSocket() makes the handshake a child of the active span", {
  ignore,
}, async () => {
  const { spans } = await observe((base) =>
    trace.getTracer("test").startActiveSpan("root", (root) => {
      const socket = closeWhenOpen(new WebSocket(base));
      root.end();
      return socket;
    })
  );
  const [root, handshake] = spans;
  assert.equal(handshake?.parentSpanContext?.spanId, root?.spanContext().spanId);
});

Deno.test("observeWebSocket() passes on protocols and headers in all forms", {
  ignore,
}, async () => {
  for (
    const [given, protocol, header] of [
      ["dice", "dice", null],
      [["dice", "other"], "dice, other", null],
      [new Set(["dice"]), "dice", null],
      [options({ protocols: ["dice"], headers: { "x-a": "1" } }), "dice", "1"],
      [options({ headers: [["x-a", "2"]] }), null, "2"],
      [options({ headers: new Headers({ "x-a": "3", traceparent: "old" }) }), null, "3"],
    ] as const
  ) {
    const { seen, spans } = await observe((base) =>
      closeWhenOpen(new WebSocket(new URL(base), given as unknown as string[]))
    );
    assert.equal(seen[0]?.get("sec-websocket-protocol"), protocol);
    assert.equal(seen[0]?.get("x-a"), header);
    assert.ok(seen[0]?.get("traceparent")?.includes(spans[0]?.spanContext().spanId ?? "?"));
  }
});

Deno.test("observeWebSocket() records why there is no connection", { ignore }, async () => {
  for (
    const open of [
      (base: string) => new WebSocket(`${base}/refuse`),
      () => new WebSocket("ws://127.0.0.1:4/"),
    ]
  ) {
    const { spans } = await observe(open);
    assert.equal(spans.length, 1);
    assert.equal(spans[0]?.attributes["error.type"], "NetworkError");
    assert.match(spans[0]?.status.message ?? "", /failed to connect to WebSocket/);
    assert.equal(spans[0]?.attributes["http.response.status_code"], undefined);
  }
});

Deno.test("observeWebSocket() leaves what the application sees of WebSocket", {
  ignore,
}, async () => {
  const original = globalThis.WebSocket;
  const { spans } = await observe(async (base) => {
    assert.deepEqual([WebSocket.name, WebSocket.length, WebSocket.OPEN], ["WebSocket", 2, 1]);
    assert.equal(WebSocket.prototype, original.prototype);
    assert.throws(() => new WebSocket("nonsense:"), { name: "SyntaxError" });
    assert.throws(() => new WebSocket(base, ["a", "a"]), { name: "SyntaxError" });
    assert.throws(() => (WebSocket as unknown as () => void)(), TypeError);

    class Dice extends WebSocket {
      rolled = 4;
    }
    const socket = new Dice(base);
    assert.ok(socket instanceof Dice && socket instanceof WebSocket && socket instanceof original);
    assert.equal(socket.rolled, 4);
    const echoed = await new Promise((resolve) => {
      socket.onopen = () => socket.send("six");
      socket.onmessage = ({ data }) => resolve(data);
    });
    assert.equal(echoed, "six");
    const closed = new Promise((resolve) => socket.onclose = resolve);
    socket.close();
    await closed;
  });
  assert.deepEqual(spans.map(({ status, attributes }) => [status.code, attributes["error.type"]]), [
    [2, "SyntaxError"],
    [0, undefined],
  ]);
});

Deno.test("observeWebSocket() leaves excluded URLs alone", { ignore }, async () => {
  const config = {
    ...DEFAULT_CONFIG,
    otel_deno: { ...DEFAULT_CONFIG.otel_deno, http_client_excluded_urls: ["/quiet"] },
  };
  const { spans, seen } = await observe(
    (base) => closeWhenOpen(new WebSocket(`${base}/quiet`)),
    config,
  );
  assert.deepEqual(spans, []);
  assert.deepEqual(seen.map((headers) => headers.has("traceparent")), [false]);
});
