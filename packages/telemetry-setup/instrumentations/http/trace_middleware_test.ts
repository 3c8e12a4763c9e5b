import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import type { MiddlewareHandler } from "hono";
import { HonoBase } from "hono/hono-base";
import { RegExpRouter } from "hono/router/reg-exp-router";
import assert from "node:assert/strict";
import { configWith } from "../testdata/instrumentation_config.ts";
import { instrumentHandler } from "../testdata/instrument_handler.ts";
import { recordTelemetry } from "../testdata/record_telemetry.ts";
import { createHonoRoutes } from "./hono_routes.ts";

const pass: MiddlewareHandler = async function pass(_c, next) {
  await next();
};

/** Asks an application that has the middleware, and returns all spans. */
async function ask(middleware: readonly MiddlewareHandler[], { traced = true, path = "/" } = {}) {
  using telemetry = recordTelemetry();
  const tracer = telemetry.tracerProvider.getTracer("hono");
  const redirect = createHonoRoutes(traced ? { tracer } : {});
  const Observed = redirect.replace({ HonoBase })["HonoBase"] as typeof HonoBase;
  const app = new Observed({ router: new RegExpRouter() });
  for (const one of middleware) app.use(one);
  app.get("*", (c) => {
    tracer.startSpan("handler").end();
    return c.text("ok");
  });
  const handler = instrumentHandler(
    telemetry,
    (request) => app.fetch(request),
    configWith({ http_server_excluded_urls: ["health"] }),
  );
  await handler(new Request(`http://localhost${path}`));
  return telemetry.takeSpans();
}

Deno.test("traceMiddleware() makes a span of each, one within the other", async () => {
  const spans = await ask([pass, async (_c, next) => await next()]);
  const [handler, inner, outer, server] = spans;
  assert.deepEqual(spans.map(({ name }) => name), [
    "handler",
    "middleware anonymous",
    "middleware pass",
    "GET /*",
  ]);
  assert.equal(handler?.parentSpanContext?.spanId, inner?.spanContext().spanId);
  assert.equal(inner?.parentSpanContext?.spanId, outer?.spanContext().spanId);
  assert.equal(outer?.parentSpanContext?.spanId, server?.spanContext().spanId);
  assert.equal(outer?.kind, SpanKind.INTERNAL);
  assert.deepEqual(outer?.attributes, { "code.function.name": "pass" });
  assert.equal(server?.attributes["http.route"], "/*");
});

Deno.test("traceMiddleware() tells that a middleware threw, at once or later", async () => {
  const failing: MiddlewareHandler[] = [
    () => {
      throw new RangeError("no dice");
    },
    () => Promise.reject(new RangeError("no dice")),
  ];
  for (const middleware of failing) {
    const [span, server] = await ask([middleware]);
    assert.deepEqual(span?.status, { code: SpanStatusCode.ERROR, message: "no dice" });
    assert.equal(span.attributes["error.type"], "RangeError");
    assert.equal(server?.attributes["error.type"], "RangeError");
    assert.equal(server?.events.length, 1);
  }
});

Deno.test("traceMiddleware() is not there when nobody asks for it, nor in excluded requests", async () => {
  const names = (await ask([pass], { traced: false })).map(({ name }) => name);
  assert.deepEqual(names, ["handler", "GET /*"]);
  assert.deepEqual(await ask([pass], { path: "/health" }), []);
});
