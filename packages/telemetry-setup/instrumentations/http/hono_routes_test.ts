import { SpanStatusCode } from "@opentelemetry/api";
import type { Context, Hono, MiddlewareHandler } from "hono";
import assert from "node:assert/strict";
import { openTelemetry } from "../../hono.ts";
import { redirectModules } from "../module_redirect.ts";
import { HONO_ROUTE_CASES } from "../testdata/hono_route_cases.ts";
import { instrumentHandler } from "../testdata/instrument_handler.ts";
import { recordTelemetry } from "../testdata/record_telemetry.ts";
import { createHonoRoutes } from "./hono_routes.ts";

redirectModules([createHonoRoutes()]);
// After the redirection, as in an application that it is preloaded for.
const presets = {
  default: (await import("hono")).Hono,
  tiny: (await import("hono/tiny")).Hono,
  quick: (await import("hono/quick")).Hono,
};
const { HTTPException } = await import("hono/http-exception");
const { LinearRouter } = await import("hono/router/linear-router");
const { PatternRouter } = await import("hono/router/pattern-router");
const { RegExpRouter } = await import("hono/router/reg-exp-router");
const { TrieRouter } = await import("hono/router/trie-router");
const { SmartRouter } = await import("hono/router/smart-router");

type NewHono = typeof Hono;
const ok = (c: Context) => c.text("ok");
const middleware: MiddlewareHandler = async (_c, next) => await next();
const fail = (error: unknown) => () => {
  throw error;
};

/** Sends `"METHOD /path"` to the application and returns the one span that comes of it. */
async function ask(app: Hono, request: string) {
  using telemetry = recordTelemetry();
  const [method = "GET", path = "/"] = request.split(" ");
  const handler = instrumentHandler(telemetry, (request) => app.fetch(request));
  const response = await handler(new Request(`http://localhost${path}`, { method }))
    .catch(() => new Response(null, { status: 500 }));
  const [span, ...others] = telemetry.takeSpans();
  assert.ok(span);
  assert.equal(others.length, 0);
  const points = (await telemetry.collectDuration())?.dataPoints ?? [];
  assert.equal(points.length, 1);
  assert.equal(points[0]?.attributes["http.route"], span.attributes["http.route"]);
  return { status: response.status, span };
}

for (const [preset, New] of Object.entries(presets) as [string, NewHono][]) {
  for (const [name, { build, expected }] of Object.entries(HONO_ROUTE_CASES)) {
    Deno.test(`createHonoRoutes() tells the route: ${name}, preset ${preset}`, async () => {
      const app = new New();
      build(app, New);
      const asked = Object.keys(expected);
      const routes: Record<string, unknown> = {};
      for (const request of asked) {
        const { span } = await ask(app, request);
        const route = span.attributes["http.route"];
        routes[request] = route;
        const [method = ""] = request.split(" ");
        const spanMethod = method === "PURGE" ? "HTTP" : method;
        assert.equal(span.name, route === undefined ? spanMethod : `${spanMethod} ${route}`);
      }
      assert.deepEqual(routes, expected);
    });
  }

  Deno.test(`createHonoRoutes() tells the error that led to 5xx, preset ${preset}`, async () => {
    const app = new New();
    app.use(middleware);
    app.get("/throws", fail(new RangeError("no dice")));
    app.get("/rejects", () => Promise.reject(new RangeError("no dice")));
    app.use("/middleware", fail(new RangeError("no dice")));
    const alone = new New().get("/alone", fail(new RangeError("no dice")));
    const withOwn = new New().get("/own", fail(new RangeError("no dice")));
    withOwn.onError((_error, c) => c.text("sub", 502));
    app.route("/sub", withOwn);
    for (const each of [app, alone]) each.onError((_error, c) => c.text("sorry", 503));

    const cases: [Hono, string, number][] = [
      [app, "GET /throws", 503],
      [app, "GET /rejects", 503],
      [app, "GET /middleware", 503],
      [app, "GET /sub/own", 502],
      [alone, "GET /alone", 503],
    ];
    for (const [target, request, expected] of cases) {
      const { status, span } = await ask(target, request);
      assert.equal(status, expected, request);
      assert.equal(span.attributes["http.response.status_code"], expected, request);
      assert.equal(span.attributes["error.type"], "RangeError", request);
      assert.deepEqual(span.status, { code: SpanStatusCode.ERROR, message: "no dice" });
      assert.equal(span.events[0]?.attributes?.["exception.type"], "RangeError");
      assert.equal(span.events.length, 1);
    }
  });

  Deno.test(`createHonoRoutes() tells no error, when 4xx or less came of it, preset ${preset}`, async () => {
    const app = new New();
    app.get("/refused", fail(new HTTPException(403, { message: "no" })));
    app.get("/repaired", fail(new Error("repaired")));
    app.onError((error, c) => "getResponse" in error ? error.getResponse() : c.text("fine"));
    for (const request of ["GET /refused", "GET /repaired"]) {
      const { span } = await ask(app, request);
      assert.equal(span.status.code, SpanStatusCode.UNSET);
      assert.equal(span.attributes["error.type"], undefined);
      assert.deepEqual(span.events, []);
    }
  });
}

Deno.test("createHonoRoutes() leaves Hono's own answers to errors as they are", async () => {
  const { error } = console;
  const printed: unknown[] = [];
  console.error = (...data) => printed.push(...data);
  try {
    const app = new presets.default();
    const thrown = new RangeError("no dice");
    app.get("/error", fail(thrown)).get("/unavailable", fail(new HTTPException(503)));
    app.get("/text", fail("text"));
    assert.equal((await ask(app, "GET /error")).status, 500);
    assert.deepEqual(printed, [thrown]);

    const unavailable = await ask(app, "GET /unavailable");
    assert.equal(unavailable.span.attributes["http.response.status_code"], 503);
    assert.equal(unavailable.span.attributes["error.type"], "HTTPException");

    // Hono hands on what is no error, to Deno.serve here.
    const text = await ask(app, "GET /text");
    assert.equal(text.span.attributes["error.type"], "_OTHER");
    assert.equal(text.span.attributes["http.route"], "/text");
    assert.equal(text.span.status.message, "text");
  } finally {
    console.error = error;
  }
});

Deno.test("createHonoRoutes() works with a router of the application's choice", async () => {
  const routers = [
    new LinearRouter(),
    new PatternRouter(),
    new RegExpRouter(),
    new TrieRouter(),
    new SmartRouter({ routers: [new RegExpRouter(), new TrieRouter()] }),
  ];
  for (const router of routers) {
    const app = new presets.default({ router: router as never });
    app.use(middleware).get("/users/:id", ok);
    for (const path of ["/users/1", "/users/2"]) {
      const { span } = await ask(app, `GET ${path}`);
      assert.equal(span.attributes["http.route"], "/users/:id", router.name);
    }
  }
});

Deno.test("createHonoRoutes() leaves an application what it was, to whoever looks at it", async () => {
  const { HonoBase } = await import("hono/hono-base");
  const { showRoutes: _, inspectRoutes, getRouterName } = await import("hono/dev");
  const app = new presets.default();
  app.use(middleware).get("/users/:id", ok);

  assert.ok(app instanceof presets.default);
  assert.ok(app instanceof HonoBase);
  assert.ok(app.basePath("/v1") instanceof HonoBase);
  assert.ok(app.basePath("/v1").basePath("/v2") instanceof HonoBase);
  assert.deepEqual(
    inspectRoutes(app).map(({ method, path, name, isMiddleware }) => [
      method,
      path,
      name,
      isMiddleware,
    ]),
    [["ALL", "/*", "middleware", true], ["GET", "/users/:id", "ok", false]],
  );
  assert.equal(getRouterName(app), "SmartRouter + RegExpRouter");
  assert.ok(app.router instanceof SmartRouter);
  assert.equal((app.router as InstanceType<typeof SmartRouter>).activeRouter.name, "RegExpRouter");
  assert.equal(await (await app.request("/users/7")).text(), "ok");
});

Deno.test("createHonoRoutes() tells the outer application's route, when it asks itself", async () => {
  const app = new presets.default();
  app.get("/inner/:x", (c) => c.text("inner"));
  app.get("/outer/:y", async (c) => c.text(await (await app.request("/inner/1")).text()));
  const other = new presets.default().get("/other/:z", ok);
  app.get("/asks/:other", async (c) => c.text(await (await other.request("/other/1")).text()));
  assert.equal((await ask(app, "GET /asks/1")).span.attributes["http.route"], "/asks/:other");
  assert.equal((await ask(app, "GET /outer/1")).span.attributes["http.route"], "/outer/:y");
});

Deno.test("createHonoRoutes() and the middleware together make one span, with the route", async () => {
  const app = new presets.default();
  app.use(openTelemetry()).use(middleware);
  app.get("/users/:id", ok).all("/next/:a", async (c, _next) => await ok(c));
  app.get("/error", fail(new RangeError("no dice")));
  app.onError((_error, c) => c.text("sorry", 500));
  assert.equal((await ask(app, "GET /users/7")).span.name, "GET /users/:id");
  assert.equal((await ask(app, "GET /next/1")).span.name, "GET /next/:a");
  assert.equal((await ask(app, "GET /none")).span.name, "GET");
  assert.equal((await ask(app, "GET /error")).span.attributes["error.type"], "RangeError");
});

Deno.test("createHonoRoutes() and the middleware make one span, when nothing observes Deno.serve", async () => {
  using telemetry = recordTelemetry();
  const app = new presets.default();
  app.use(openTelemetry()).get("/users/:id", ok);
  await app.request("/users/7");
  const spans = telemetry.takeSpans();
  assert.deepEqual(spans.map(({ name }) => name), ["GET /users/:id"]);
});
