import { SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { type Context, Hono, type Next } from "hono";
import { HTTPException } from "hono/http-exception";
import { Hono as QuickHono } from "hono/quick";
import { Hono as TinyHono } from "hono/tiny";
import assert from "node:assert/strict";
import { openTelemetry } from "./hono.ts";
import { instrumentHandler } from "./instrumentations/testdata/instrument_handler.ts";
import { useRunningConfig } from "./instrumentations/running_config.ts";
import { configWith } from "./instrumentations/testdata/instrumentation_config.ts";
import { recordTelemetry } from "./instrumentations/testdata/record_telemetry.ts";

const ok = (c: Context) => c.text("ok");
const pass = async (_c: Context, next: Next) => await next();
const fail = (error: unknown) => () => {
  throw error;
};

/** An application with the middleware and nothing else to observe it. */
function createApp(New: typeof Hono = Hono): Hono {
  return new New().use(openTelemetry());
}

/** Sends `"METHOD /path"` to the application and returns the one span that comes of it. */
async function ask(app: Hono, request: string, headers: Record<string, string> = {}) {
  using telemetry = recordTelemetry();
  const [method = "GET", path = "/"] = request.split(" ");
  const response = await Promise.resolve(app.request(path, { method, headers }))
    .catch(() => new Response(null, { status: 500 }));
  const [span, ...others] = telemetry.takeSpans();
  assert.ok(span);
  assert.equal(others.length, 0);
  const points = (await telemetry.collectDuration())?.dataPoints ?? [];
  assert.equal(points.length, 1);
  return { response, span, point: points[0] };
}

Deno.test("openTelemetry() records a SERVER span and a point of the duration", async () => {
  const app = createApp().get("/users/:id", ok);
  const traceId = "0af7651916cd43dd8448eb211c80319c";
  const { response, span, point } = await ask(app, "GET /users/7?sig=secret", {
    "user-agent": "curl/8.0",
    traceparent: `00-${traceId}-b7ad6b7169203331-01`,
  });

  assert.equal(await response.text(), "ok");
  assert.equal(span.kind, SpanKind.SERVER);
  assert.equal(span.name, "GET /users/:id");
  assert.equal(span.spanContext().traceId, traceId);
  assert.deepEqual(span.attributes, {
    "http.request.method": "GET",
    "http.response.status_code": 200,
    "http.route": "/users/:id",
    "url.scheme": "http",
    "url.path": "/users/7",
    "url.query": "sig=REDACTED",
    "server.address": "localhost",
    "server.port": 80,
    "user_agent.original": "curl/8.0",
  });
  assert.deepEqual(point?.attributes, {
    "http.request.method": "GET",
    "http.response.status_code": 200,
    "http.route": "/users/:id",
    "url.scheme": "http",
  });
});

for (const [preset, New] of Object.entries({ default: Hono, tiny: TinyHono, quick: QuickHono })) {
  Deno.test(`openTelemetry() tells the route that answered, preset ${preset}`, async () => {
    const app = createApp(New as typeof Hono);
    app.use("/users/*", pass).get("/users/:id", ok);
    app.get("/posts/:id", (c, next) => c.req.param("id") === "0" ? next() : ok(c));
    app.get("/posts/*", ok);
    app.get("/inline", pass, ok);
    app.all("/all/:a", ok);
    app.on(["PUT"], ["/on/:b"], ok);
    app.use("/admin/*", async (c, _next) => await c.text("no", 401)).get("/admin/:page", ok);
    const sub = new Hono().use(pass).get("/:c", ok).all("/all/:d", ok);
    app.route("/sub", sub);
    const own = new Hono().use(pass).get("/:e", ok).all("/all/:f", ok);
    own.onError((_error, c) => c.text("", 502));
    app.route("/own", own);
    app.basePath("/v1").use(pass).get("/:g", ok);
    app.get("/nothing/:h", (c) => c.notFound());

    const expected = {
      "GET /users/7": "/users/:id",
      "GET /posts/1": "/posts/:id",
      "GET /posts/0": "/posts/*",
      "GET /inline": "/inline",
      "GET /all/1": "/all/:a",
      "PUT /on/1": "/on/:b",
      "GET /admin/users": "/admin/:page",
      "GET /sub/1": "/sub/:c",
      "GET /sub/all/1": "/sub/all/:d",
      "GET /own/1": "/own/:e",
      "GET /own/all/1": "/own/all/:f",
      "GET /v1/1": "/v1/:g",
      "GET /nothing/1": "/nothing/:h",
      "GET /none": undefined,
      "POST /users/7": undefined,
    };
    const routes: Record<string, unknown> = {};
    for (const request of Object.keys(expected)) {
      const { span } = await ask(app, request);
      routes[request] = span.attributes["http.route"];
    }
    assert.deepEqual(routes, expected);
    assert.equal((await ask(app, "GET /none")).span.name, "GET");
  });
}

Deno.test("openTelemetry() tells the error that led to 5xx, and none for 4xx", async () => {
  const app = createApp();
  app.get("/error", fail(new RangeError("no dice")));
  app.get("/refused", fail(new HTTPException(403)));
  app.get("/text", fail("text"));
  app.onError((error, c) => "getResponse" in error ? error.getResponse() : c.text("sorry", 503));

  const failed = await ask(app, "GET /error");
  assert.equal(failed.response.status, 503);
  assert.deepEqual(failed.span.status, { code: SpanStatusCode.ERROR, message: "no dice" });
  assert.equal(failed.span.attributes["error.type"], "RangeError");
  assert.equal(failed.span.events[0]?.attributes?.["exception.type"], "RangeError");

  const refused = await ask(app, "GET /refused");
  assert.equal(refused.span.attributes["http.response.status_code"], 403);
  assert.equal(refused.span.status.code, SpanStatusCode.UNSET);

  // Hono hands on what is no error; who serves it answers 500.
  const text = await ask(app, "GET /text");
  assert.equal(text.span.attributes["http.response.status_code"], 500);
  assert.equal(text.span.attributes["error.type"], "_OTHER");
});

Deno.test("openTelemetry() records 500, when no handler answers", async () => {
  const app = createApp().get("/forgets", (() => {}) as never);
  app.onError((_error, c) => c.text("sorry", 500));
  const { response, span } = await ask(app, "GET /forgets");
  assert.equal(response.status, 500);
  assert.equal(span.attributes["http.response.status_code"], 500);
});

Deno.test("openTelemetry() is the parent of what the handler does", async () => {
  using telemetry = recordTelemetry();
  const app = createApp().get("/", async (c) => {
    await Promise.resolve();
    trace.getTracer("test").startSpan("child").end();
    return c.text("ok");
  });
  await app.request("/");
  const [child, server] = telemetry.takeSpans();
  assert.equal(child?.parentSpanContext?.spanId, server?.spanContext().spanId);
});

Deno.test("openTelemetry() used twice makes one span", async () => {
  const app = createApp().use(openTelemetry()).get("/", ok);
  assert.equal((await ask(app, "GET /")).span.name, "GET /");
});

Deno.test("openTelemetry() adds to an instrumented Deno.serve's span the route and the error", async () => {
  using telemetry = recordTelemetry();
  const app = createApp();
  app.get("/users/:id", ok).get("/error", fail(new RangeError("no dice")));
  app.onError((_error, c) => c.text("sorry", 500));
  const handler = instrumentHandler(telemetry, (request) => app.fetch(request));

  await handler(new Request("http://localhost/users/7"));
  const [span, ...others] = telemetry.takeSpans();
  assert.equal(others.length, 0);
  assert.equal(span?.name, "GET /users/:id");
  assert.equal(span.attributes["client.address"], "192.0.2.7");

  await handler(new Request("http://localhost/error"));
  const [failed, ...more] = telemetry.takeSpans();
  assert.equal(more.length, 0);
  assert.equal(failed?.attributes["error.type"], "RangeError");
  assert.equal((await telemetry.collectDuration())?.dataPoints.length, 2);
});

Deno.test("openTelemetry() records from when telemetry is started, also a second time", async () => {
  const app = createApp().get("/", ok);
  assert.equal(await (await app.request("/")).text(), "ok");
  for (let start = 0; start < 2; start++) {
    const { span, point } = await ask(app, "GET /");
    assert.equal(span.name, "GET /");
    assert.equal(point?.value.count, 1);
  }
});

Deno.test("openTelemetry() serves the request, when it cannot be recorded", async () => {
  const fails = () => {
    throw new Error("broken");
  };
  trace.setGlobalTracerProvider({
    getTracer: () => ({ startSpan: fails, startActiveSpan: fails }),
  });
  try {
    const app = createApp().get("/", ok);
    assert.equal(await (await app.request("/")).text(), "ok");
  } finally {
    trace.disable();
  }
});

Deno.test("openTelemetry() acts on the configuration that telemetry was started with", async () => {
  using telemetry = recordTelemetry();
  using _running = useRunningConfig(
    configWith({ http_server_excluded_urls: ["healthz"] }, {
      request_captured_headers: ["x-id"],
      response_captured_headers: ["x-result"],
    }),
  );
  const app = new Hono();
  app.use(openTelemetry());
  app.get("*", (c) => {
    telemetry.tracerProvider.getTracer("test").startSpan("child").end();
    c.header("x-result", "4");
    return c.text("ok");
  });
  assert.equal(await (await app.request("/healthz")).text(), "ok");
  assert.deepEqual(telemetry.takeSpans(), []);
  await app.request("/roll", { headers: { "x-id": "7" } });
  const span = telemetry.takeSpans().find(({ name }) => name !== "child");
  assert.deepEqual(span?.attributes["http.request.header.x-id"], ["7"]);
  assert.deepEqual(span?.attributes["http.response.header.x-result"], ["4"]);
});
