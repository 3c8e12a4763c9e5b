/**
 * OpenTelemetry as a Hono middleware, for applications that start telemetry themselves or run
 * where nothing can be preloaded. Together with `./register` it makes no second span.
 *
 * @module
 */
import {
  context,
  logs,
  type MeterProvider,
  metrics,
  trace,
  type TracerProvider,
} from "@opentelemetry/api";
import type { Context, MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import type { RouterRoute } from "hono/types";
import { findTargetHandler } from "hono/utils/handler";
import { toInstrumentationConfig } from "./config/instrumentation_config.ts";
import { activeServerRequest } from "./instrumentations/http/active_server_request.ts";
import {
  createServerRequestRecorder,
  type ServerRequestRecorder,
} from "./instrumentations/http/server_request_recorder.ts";
import { peerOf, whenSent } from "./instrumentations/http/when_sent.ts";
import { runningConfig } from "./instrumentations/running_config.ts";
import { withoutTracing } from "./instrumentations/without_tracing.ts";

/**
 * Records each request as one SERVER span and a point of `http.server.request.duration`. They end
 * with the last byte of the answer, where the server hands its information on, as
 * `Deno.serve(app.fetch)` and `@hono/node-server` do; else with the middleware. Use it before all
 * other middleware. Where `./register` is preloaded, it adds only the route and the
 * error to the span that is there.
 *
 * @see {@link https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-server-span}
 *
 * @example
 * ```ts
 * import { Hono } from "hono";
 * import assert from "node:assert/strict";
 *
 * const app = new Hono();
 * app.use(openTelemetry());
 * app.get("/", (c) => c.text("hello"));
 * assert.equal(await (await app.request("/")).text(), "hello");
 * ```
 */
export function openTelemetry(): MiddlewareHandler {
  const findRecorder = createRecorderFinder();

  return async function openTelemetry(c, next) {
    const outer = activeServerRequest();
    if (outer !== undefined) {
      await next();
      outer.route ??= answeringRoute(c);
      outer.error ??= c.error;
      return;
    }
    const options = { parent: context.active(), peer: peerOf(c.env) };
    const recorder = findRecorder();
    if (recorder.excludes(c.req.raw)) {
      return await context.with(withoutTracing(context.active()), next);
    }
    const recorded = recorder.start(c.req.raw, options);
    if (recorded === undefined) return await next();
    try {
      await context.with(recorded.context, next);
      recorded.active.route ??= answeringRoute(c);
      recorded.active.error ??= c.error;
      // Where nothing answered, Hono throws after this.
      if (c.finalized) recorded.respond(c.res.status, c.res);
      else recorded.respond(500);
    } catch (error) {
      recorded.active.error ??= error;
      recorded.respond(500);
      throw error;
    } finally {
      // Of an upgraded connection no server tells the end.
      if (c.finalized && c.res.status === 101) recorded.end();
      else whenSent(c.env, () => recorded.end());
    }
  };
}

/** Telemetry may be started after the first request, and stopped and started again. */
function createRecorderFinder(): () => ServerRequestRecorder {
  let recorder: ServerRequestRecorder | undefined;
  let tracerProvider: TracerProvider | undefined;
  let meterProvider: MeterProvider | undefined;
  return () => {
    const now = {
      tracerProvider: trace.getTracerProvider(),
      meterProvider: metrics.getMeterProvider(),
    };
    if (now.tracerProvider !== tracerProvider || now.meterProvider !== meterProvider) {
      ({ tracerProvider, meterProvider } = now);
      recorder = undefined;
    }
    return recorder ??= createServerRequestRecorder(
      { ...now, loggerProvider: logs.getLoggerProvider() },
      runningConfig() ?? toInstrumentationConfig({}),
    );
  };
}

/**
 * The route that answered. Should a middleware have answered, it is still the route that was asked
 * for; and none, where there was only middleware.
 */
function answeringRoute(c: Context): string | undefined {
  const routes = matchedRoutes(c);
  // The last that ran is the one that answered.
  const last = routes[c.req.routeIndex];
  return (last !== undefined && isRoute(last) ? last : routes.find(isRoute))?.path;
}

/** `use` registers for all methods, with `next`. */
function isRoute({ method, handler }: RouterRoute): boolean {
  return method !== "ALL" || findTargetHandler(handler).length < 2;
}
