import type { Context } from "hono";
import { RegExpRouter } from "hono/router/reg-exp-router";
import { SmartRouter } from "hono/router/smart-router";
import { TrieRouter } from "hono/router/trie-router";
import type { ServerShape } from "./server_shape.ts";

const ok = (c: Context) => c.text("ok");
const okay = () => new Response("ok");

/** Which route is told, and that no value of a path is in a name. */
export const ROUTING_SHAPES: readonly ServerShape[] = [
  {
    name: "Deno.serve knows no routes",
    deno: okay,
    request: "GET /users/7",
    span: "GET",
    status: 200,
  },
  {
    name: "Deno.serve with an unknown method",
    deno: okay,
    request: "BREW /pot",
    span: "HTTP",
    method: "_OTHER",
    original: "BREW",
    status: 200,
  },
  {
    name: "Deno.serve with a query, a value of which is secret",
    deno: okay,
    request: "GET /roll?player=alice&sig=planted",
    span: "GET",
    path: "/roll",
    query: "player=alice&sig=REDACTED",
    status: 200,
  },
  {
    name: "Hono, a parameter",
    hono: (app) => app.get("/users/:id", ok),
    request: "GET /users/7",
    span: "GET /users/:id",
    route: "/users/:id",
    status: 200,
  },
  {
    name: "Hono, a parameter with a regular expression",
    hono: (app) => app.get("/posts/:date{[0-9]+}/:title{[a-z]+}", ok),
    request: "GET /posts/2026/dice",
    span: "GET /posts/:date{[0-9]+}/:title{[a-z]+}",
    route: "/posts/:date{[0-9]+}/:title{[a-z]+}",
    status: 200,
  },
  {
    name: "Hono, an optional parameter that is left out",
    hono: (app) => app.get("/animals/:type?", ok),
    request: "GET /animals",
    span: "GET /animals/:type?",
    route: "/animals/:type?",
    status: 200,
  },
  {
    name: "Hono, an optional parameter that is there",
    hono: (app) => app.get("/animals/:type?", ok),
    request: "GET /animals/cat",
    span: "GET /animals/:type?",
    route: "/animals/:type?",
    status: 200,
  },
  {
    name: "Hono, a wildcard",
    hono: (app) => app.get("/files/*", ok),
    request: "GET /files/a/b",
    span: "GET /files/*",
    route: "/files/*",
    status: 200,
  },
  {
    name: "Hono, all methods",
    hono: (app) => app.all("/any/:id", ok),
    request: "DELETE /any/7",
    span: "DELETE /any/:id",
    method: "DELETE",
    route: "/any/:id",
    status: 200,
  },
  {
    name: "Hono, a method of its own",
    hono: (app) => app.on("PURGE", "/cache/:key", ok),
    request: "PURGE /cache/7",
    span: "HTTP /cache/:key",
    method: "_OTHER",
    original: "PURGE",
    route: "/cache/:key",
    status: 200,
  },
  {
    name: "Hono, a base path",
    hono: (app) => app.basePath("/v1").get("/users/:id", ok),
    request: "GET /v1/users/7",
    span: "GET /v1/users/:id",
    route: "/v1/users/:id",
    status: 200,
  },
  {
    name: "Hono, a part",
    hono: (app, New) => app.route("/users", new New().get("/:id", ok)),
    request: "GET /users/7",
    span: "GET /users/:id",
    route: "/users/:id",
    status: 200,
  },
  {
    name: "Hono, a part of a part, with parameters at every step",
    hono: (app, New) =>
      app.route(
        "/teams/:team",
        new New().route("/users/:user", new New().get("/posts/:post", ok)),
      ),
    request: "GET /teams/1/users/2/posts/3",
    span: "GET /teams/:team/users/:user/posts/:post",
    route: "/teams/:team/users/:user/posts/:post",
    status: 200,
  },
  {
    name: "Hono, a handler that is mounted and has its own way with paths",
    hono: (app) => app.mount("/legacy", okay),
    request: "GET /legacy/users/7",
    span: "GET /legacy/*",
    route: "/legacy/*",
    status: 200,
  },
  {
    name: "Hono, a route that hands on to the next one",
    hono: (app) => app.get("/users/*", (_c, next) => next()).get("/users/:id", ok),
    request: "GET /users/7",
    span: "GET /users/:id",
    route: "/users/:id",
    status: 200,
  },
  {
    name: "Hono, no route",
    hono: (app) => app.get("/users/:id", ok),
    request: "GET /nobody/7",
    answer: /^HTTP\/1.1 404 /,
    span: "GET",
    status: 404,
  },
  {
    name: "Hono, no route but middleware",
    hono: (app) => app.use("/api/*", (_c, next) => next()),
    request: "GET /api/7",
    span: "GET",
    status: 404,
  },
  {
    name: "Hono, a route for another method",
    hono: (app) => app.get("/users/:id", ok),
    request: "POST /users/7",
    span: "POST",
    method: "POST",
    status: 404,
  },
  {
    name: "Hono, middleware answers in the route's place",
    hono: (app) =>
      app.use("/users/*", (c) => Promise.resolve(c.text("no", 401))).get("/users/:id", ok),
    request: "GET /users/7",
    span: "GET /users/:id",
    route: "/users/:id",
    status: 401,
  },
  ...Object.entries({ RegExpRouter, TrieRouter }).map(([name, Router]): ServerShape => ({
    name: `Hono, ${name}`,
    hono: (app) => {
      app.router = new Router();
      app.get("/users/:id/posts/:post", ok);
    },
    request: "GET /users/7/posts/8",
    span: "GET /users/:id/posts/:post",
    route: "/users/:id/posts/:post",
    status: 200,
  })),
  {
    name: "Hono, SmartRouter",
    hono: (app) => {
      app.router = new SmartRouter({ routers: [new RegExpRouter(), new TrieRouter()] });
      app.get("/users/:id/*", ok);
    },
    request: "GET /users/7/posts",
    span: "GET /users/:id/*",
    route: "/users/:id/*",
    status: 200,
  },
  {
    name: "Hono, a path that is no valid percent-encoding",
    hono: (app) => app.get("/users/:id", ok),
    request: "GET /users/%zz%ff",
    span: "GET /users/:id",
    route: "/users/:id",
    status: 200,
  },
  {
    name: "node:http knows no routes",
    node: (_request, response) => response.end("ok"),
    request: "GET /users/7?a=b&sig=planted",
    span: "GET",
    path: "/users/7",
    query: "a=b&sig=REDACTED",
    status: 200,
  },
  {
    name: "node:http, OPTIONS for all of it",
    node: (_request, response) => response.end(),
    request: "OPTIONS *",
    span: "OPTIONS",
    method: "OPTIONS",
    path: "/*",
    status: 200,
  },
  {
    name: "node:http, a method that the conventions do not know",
    node: (_request, response) => response.end(),
    request: "PROPFIND /dav",
    span: "HTTP",
    method: "_OTHER",
    original: "PROPFIND",
    status: 200,
  },
];
