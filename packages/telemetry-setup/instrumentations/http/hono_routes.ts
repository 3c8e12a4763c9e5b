// Hot path: match() and the handlers run once a request.
import type { Tracer } from "@opentelemetry/api";
import type { ModuleRedirect } from "../module_redirect.ts";
import { type ActiveServerRequest, activeServerRequest } from "./active_server_request.ts";
import { traceMiddleware } from "./trace_middleware.ts";

/** What Hono adds to its router for a handler. */
interface Route {
  readonly path: string;
}
type HonoHandler = ((context: HonoContext, next: unknown) => unknown) & {
  /** On the handler that `app.route()` makes of one whose sub-application has an `onError`. */
  readonly __COMPOSED_HANDLER?: HonoHandler;
};
interface HonoContext {
  /** What a handler threw, once an `onError` has answered it. */
  readonly error?: unknown;
}
type NotFoundHandler = (context: HonoContext) => unknown;
type Entry = readonly [handler: HonoHandler, route: Route];

/** Hono's `Router` interface. */
interface Router {
  add(method: string, path: string, entry: Entry): void;
  match(
    method: string,
    path: string,
  ): readonly [readonly (readonly [Entry, unknown])[], ...unknown[]];
}
interface HonoApp {
  router: Router;
  readonly routes: readonly Route[];
  use: (...args: unknown[]) => unknown;
  notFound: (handler: NotFoundHandler) => unknown;
  route(path: string, app: HonoApp): HonoApp;
  basePath(path: string): HonoApp;
}

/** What was added by `use`: it runs for a route but is none. */
const middleware = new WeakSet<Route>();
/** Of the routes that Hono is about to add, one after the other: whether they are middleware. */
let kinds: boolean[] = [];

const observedRouters = new WeakSet<Router>();

/** Options of {@linkcode createHonoRoutes}. */
export interface HonoRoutesOptions {
  /** Makes a span of each middleware's run; `undefined` makes none, and costs nothing. */
  readonly tracer?: Tracer | undefined;
}

/**
 * Makes every Hono application, of whichever preset, tell the active server request which route
 * template matched and which error a handler threw. All presets extend the class of `hono-base`,
 * so that is what is replaced.
 */
export function createHonoRoutes({ tracer }: HonoRoutesOptions = {}): ModuleRedirect {
  return {
    name: "hono",
    url: /[/@]hono[/@][^?]*\/hono-base\.(js|ts)$/,
    exports: ["HonoBase"],
    replace(original) {
      const Original = original["HonoBase"] as new (...args: unknown[]) => HonoApp;
      class HonoBase extends Original {
        constructor(...args: unknown[]) {
          super(...args);
          markMiddleware(this);
          observeNotFound(this);
          observeRouter(this, tracer);
        }
        override route(path: string, app: HonoApp): HonoApp {
          return addRoutes(
            app.routes.map((route) => middleware.has(route)),
            () => super.route(path, app),
          );
        }
        /** The original makes its copy with the original class. */
        override basePath(path: string): HonoApp {
          const copy = super.basePath(path);
          markMiddleware(copy);
          observeNotFound(copy);
          return Object.setPrototypeOf(copy, HonoBase.prototype);
        }
      }
      return { HonoBase };
    },
  };
}

function markMiddleware(app: HonoApp): void {
  const { use } = app;
  app.use = (...args) =>
    addRoutes(args.filter((arg) => typeof arg === "function").map(() => true), () => use(...args));
}

function addRoutes<R>(added: boolean[], add: () => R): R {
  kinds = added;
  try {
    return add();
  } finally {
    kinds = [];
  }
}

/** The presets set `router` after the base class's constructor. */
function observeRouter(app: HonoApp, tracer: Tracer | undefined): void {
  let observed: Router;
  const { router } = app;
  Object.defineProperty(app, "router", {
    get: () => observed,
    set: (router: Router) => observed = observe(router, tracer),
    configurable: true,
    enumerable: true,
  });
  if (router !== undefined) app.router = router;
}

function observe(router: Router, tracer: Tracer | undefined): Router {
  if (observedRouters.has(router)) return router;
  const observed = {
    __proto__: allOf(router),
    add(method: string, path: string, [handler, route]: Entry) {
      if (kinds.shift() === true) middleware.add(route);
      const traced = tracer && middleware.has(route) ? traceMiddleware(handler, tracer) : handler;
      router.add(method, path, [observeHandler(traced, route, observed), route]);
    },
    match(method: string, path: string) {
      const result = router.match(method, path);
      const request = activeServerRequest();
      if (request !== undefined && request.routeOwner === undefined) {
        request.route = routeOf(result[0]);
        request.routeOwner = observed;
      }
      return result;
    },
  } satisfies Router & { __proto__: unknown };
  observedRouters.add(observed);
  return observed;
}

/** What else a router has, for whoever asks for it. */
function allOf(router: Router): Router {
  return new Proxy(router, {
    get(target, key) {
      const value = Reflect.get(target, key);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

/** The first that is no middleware: should one of those answer, this is still what was asked for. */
function routeOf(matched: readonly (readonly [Entry, unknown])[]): string | undefined {
  for (const [[handler, route]] of matched) {
    if ((handler as ObservedHandler)[IS_MIDDLEWARE] === false) return route.path;
  }
  return undefined;
}

/** On an observed handler, to be found without a search. */
const IS_MIDDLEWARE = Symbol("otel-deno middleware");
type ObservedHandler = HonoHandler & { readonly [IS_MIDDLEWARE]?: boolean };

function observeHandler(handler: HonoHandler, route: Route, router: Router): ObservedHandler {
  const isMiddleware = middleware.has(route);
  const composed = handler.__COMPOSED_HANDLER !== undefined;
  const observed: HonoHandler = (context, next) => {
    const request = activeServerRequest();
    if (request === undefined) return handler(context, next);
    // From here on it is this pass through the router, not one that a handler makes of its own.
    if (request.routeOwner === router) request.routeOwner = context;
    // Of several handlers that match, the last that runs is the one that answers.
    if (request.routeOwner === context && !isMiddleware) request.route = route.path;
    try {
      const result = handler(context, next);
      if (result instanceof Promise) observeRejection(result, context, { request, composed });
      return result;
    } catch (error) {
      request.error ??= error;
      throw error;
    }
  };
  return Object.assign(observed, { [IS_MIDDLEWARE]: isMiddleware });
}

function observeNotFound(app: HonoApp): void {
  const { notFound } = app;
  app.notFound = (handler) =>
    notFound((context) => {
      const request = activeServerRequest();
      if (request === undefined) return handler(context);
      try {
        const result = handler(context);
        if (result instanceof Promise) observeRejection(result, context, { request });
        return result;
      } catch (error) {
        request.error ??= error;
        throw error;
      }
    });
}

interface ObserveRejectionOptions {
  readonly request: ActiveServerRequest;
  /** Whether it is a part's handler, whose own `onError` answers. @default false */
  readonly composed?: boolean;
}

function observeRejection(
  result: Promise<unknown>,
  context: HonoContext,
  { request, composed = false }: ObserveRejectionOptions,
): void {
  result.then(
    // The sub-application's `onError` has answered; the promise tells of no error.
    composed ? () => request.error ??= context.error : undefined,
    (error) => request.error ??= error,
  );
}
