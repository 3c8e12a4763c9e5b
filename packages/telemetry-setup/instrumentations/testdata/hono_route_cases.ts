import type { Context, Hono, MiddlewareHandler, Next } from "hono";

const ok = (c: Context) => c.text("ok");
const middleware: MiddlewareHandler = async (_c, next) => await next();
const pass = async (_c: Context, next: Next) => await next();

/** An application, what it is asked, and the route that must come of it. */
export const HONO_ROUTE_CASES: Record<string, {
  readonly build: (app: Hono, New: typeof Hono) => unknown;
  readonly expected: Readonly<Record<string, string | undefined>>;
}> = {
  "a path and its parameters": {
    build: (app) => app.get("/", ok).get("/users/:id", ok).post("/users/:id/posts/:post?", ok),
    expected: {
      "GET /": "/",
      "GET /users/7": "/users/:id",
      "POST /users/7/posts": "/users/:id/posts/:post?",
      "POST /users/7/posts/8": "/users/:id/posts/:post?",
      "HEAD /users/7": "/users/:id",
      "POST /users/7": undefined,
      "GET /none": undefined,
    },
  },
  "global middleware": {
    build: (app) => app.use(middleware).use("*", pass).use("/users/*", pass).get("/users/:id", ok),
    expected: { "GET /users/7": "/users/:id", "GET /users/7/none": undefined },
  },
  "middleware in the route itself": {
    build: (app) => app.get("/x/:a", middleware, ok),
    expected: { "GET /x/1": "/x/:a" },
  },
  "a function that is middleware and handler": {
    build: (app) => app.use("/other/*", ok as never).get("/x", ok).all("/all/*", ok),
    expected: { "GET /x": "/x", "GET /other/1": undefined, "PUT /all/1": "/all/*" },
  },
  "middleware that answers itself": {
    build: (app) =>
      app.use("/admin/*", async (c) => await c.text("no", 401)).get("/admin/:page", ok),
    expected: { "GET /admin/users": "/admin/:page", "GET /admin/users/none": undefined },
  },
  "app.all": {
    build: (app) => app.all("/all/:a", ok).all("/next/:a", async (c, _next) => await ok(c)),
    expected: { "GET /all/1": "/all/:a", "PUT /all/1": "/all/:a", "GET /next/1": "/next/:a" },
  },
  "app.on": {
    build: (app) => app.on(["PUT", "PURGE"], ["/a/:x", "/b"], ok),
    expected: { "PUT /a/1": "/a/:x", "PURGE /b": "/b", "GET /b": undefined },
  },
  "a wildcard": {
    build: (app) => app.get("/files/*", ok),
    expected: { "GET /files/a/b": "/files/*" },
  },
  "several handlers that match": {
    build: (app) =>
      app
        .get("/posts/:id", (c, next) => c.req.param("id") === "0" ? next() : ok(c))
        .get("/posts/*", ok)
        .get("*", ok),
    expected: { "GET /posts/1": "/posts/:id", "GET /posts/0": "/posts/*", "GET /none": "/*" },
  },
  "several handlers of one route": {
    build: (app) => app.get("/chain", pass, pass, ok),
    expected: { "GET /chain": "/chain" },
  },
  "a handler that finds nothing": {
    build: (app) => app.get("/users/:id", (c) => c.notFound()),
    expected: { "GET /users/7": "/users/:id" },
  },
  "a custom notFound": {
    build: (app) => app.use(middleware).notFound((c) => c.text("none", 404)).get("/a", ok),
    expected: { "GET /b": undefined },
  },
  "a sub-application": {
    build(app, New) {
      const users = new New().use(middleware).get("/", ok).get("/:id", ok);
      app.use(middleware).route("/users", users);
    },
    expected: {
      "GET /users": "/users",
      "GET /users/7": "/users/:id",
      "GET /users/7/none": undefined,
    },
  },
  "a sub-application with an onError": {
    build(app, New) {
      const users = new New().use(middleware).get("/:id", ok).all("/:id/all", async (c, _next) => {
        return await ok(c);
      });
      users.onError((_error, c) => c.text("", 502));
      app.route("/users", users);
    },
    expected: { "GET /users/7": "/users/:id", "GET /users/7/all": "/users/:id/all" },
  },
  "sub-applications below each other": {
    build(app, New) {
      const inner = new New().use(pass).get("/:c", ok);
      const outer = new New().use("/x/*", pass).route("/x/:b", inner);
      app.route("/:a", outer);
    },
    expected: { "GET /1/x/2/3": "/:a/x/:b/:c" },
  },
  "basePath": {
    build(app) {
      const v1 = app.basePath("/v1").use(middleware).get("/a/:x", ok);
      v1.basePath("/deep").use("/*", pass).get("/b/:y", ok);
    },
    expected: {
      "GET /v1/a/1": "/v1/a/:x",
      "GET /v1/deep/b/1": "/v1/deep/b/:y",
      "GET /v1/deep/none": undefined,
    },
  },
  "a sub-application with a basePath": {
    build: (app, New) =>
      app.route("/api", new New().basePath("/v1").use(middleware).get("/a/:x", ok)),
    expected: { "GET /api/v1/a/1": "/api/v1/a/:x", "GET /api/v1/none": undefined },
  },
  "mount()": {
    build(app, New) {
      app.mount("/hono", new New().get("/deep/:x", ok).fetch);
      app.mount("/plain", () => new Response("ok"));
    },
    expected: {
      "GET /hono/deep/1": "/hono/*",
      "GET /hono/none": "/hono/*",
      "GET /plain/a/b": "/plain/*",
    },
  },
};
