// Hot path: runs once a request.
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { type Context, createContextKey, type Span } from "@opentelemetry/api";
import { activeServerRequest } from "./active_server_request.ts";

const FASTIFY = "tracing:fastify.request.handler";

/** What Fastify tells of a request that it has a handler for. */
interface FastifyMessage {
  readonly route?: { readonly url?: unknown };
  readonly error?: unknown;
}

/**
 * Listens to what frameworks on `node:http` tell by themselves: Fastify, which route matched and
 * what its handler threw.
 */
export function observeNodeFrameworks(): Disposable {
  const undo = new DisposableStack();
  const listen = (channel: string, listener: (message: unknown) => void) => {
    subscribe(channel, listener);
    undo.defer(() => void unsubscribe(channel, listener));
  };
  listen(`${FASTIFY}:start`, (message) => {
    const request = activeServerRequest();
    const url = (message as FastifyMessage).route?.url;
    if (request !== undefined && typeof url === "string") request.route = url;
  });
  listen(`${FASTIFY}:error`, (message) => {
    const request = activeServerRequest();
    if (request !== undefined) request.error ??= (message as FastifyMessage).error;
  });
  return undo;
}

/** The key of `@opentelemetry/core`, where npm's instrumentations of frameworks look for it. */
const RPC_METADATA = createContextKey("OpenTelemetry SDK Context Key RPC_METADATA");

/** What npm's instrumentations of frameworks write the route on. */
export interface RouteNote {
  readonly type: "http";
  readonly span: Span;
  route?: string | undefined;
}

/** A context in which npm's instrumentations of frameworks tell the route, where there are any. */
export function withRouteNote(context: Context, note: RouteNote): Context {
  return context.setValue(RPC_METADATA, note);
}

/**
 * The route that Express left on a request. None within a router that is mounted at a path: what
 * Express tells of that is the path that was asked for, and that may hold values.
 *
 * @example
 * ```ts
 * import { routeOfExpress } from "./node_frameworks.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(routeOfExpress({ baseUrl: "", route: { path: "/users/:id" } }), "/users/:id");
 * assert.equal(routeOfExpress({ baseUrl: "/users/7", route: { path: "/posts" } }), undefined);
 * assert.equal(routeOfExpress({ url: "/users/7" }), undefined);
 * ```
 */
export function routeOfExpress(request: object): string | undefined {
  const { baseUrl, route } = request as {
    readonly baseUrl?: unknown;
    readonly route?: { readonly path?: unknown };
  };
  return baseUrl === "" && typeof route?.path === "string" ? route.path : undefined;
}
