import { HTTPException } from "hono/http-exception";
import type { ServerShape } from "./server_shape.ts";

const throwing = (error: unknown) => () => {
  throw error;
};
const unreadable = Object.defineProperty(new Error("unreadable"), "message", {
  get: throwing(new Error("no message either")),
});
const FAILED = { span: "GET", status: 500 } as const;
const ROUTE = { span: "GET /", route: "/" } as const;

/** What is told of errors: the server's are 5xx, the client's are none. */
export const ERROR_SHAPES: readonly ServerShape[] = [
  {
    name: "Deno.serve, the handler throws an error",
    deno: throwing(new RangeError("no dice")),
    answer: /^HTTP\/1.1 500 /,
    ...FAILED,
    errorType: "RangeError",
    message: "no dice",
    exception: ["RangeError", "no dice"],
  },
  {
    name: "Deno.serve, the handler throws text",
    deno: throwing("only text"),
    ...FAILED,
    errorType: "_OTHER",
    message: "only text",
    exception: [undefined, "only text"],
  },
  {
    name: "Deno.serve, the handler throws null",
    deno: throwing(null),
    ...FAILED,
    errorType: "_OTHER",
    message: "null",
    exception: [undefined, "null"],
  },
  {
    name: "Deno.serve, the handler throws a frozen error",
    deno: throwing(Object.freeze(new TypeError("frozen"))),
    ...FAILED,
    errorType: "TypeError",
    message: "frozen",
    exception: ["TypeError", "frozen"],
  },
  {
    name: "Deno.serve, the handler throws what throws when it is read",
    deno: throwing(unreadable),
    onError: () => new Response("sorry", { status: 500 }),
    ...FAILED,
    errorType: "_OTHER",
    message: "(a value that cannot be read)",
    exception: [undefined, "(a value that cannot be read)"],
  },
  {
    name: "Deno.serve, a promise is rejected",
    deno: () => Promise.reject(new SyntaxError("later")),
    ...FAILED,
    errorType: "SyntaxError",
    message: "later",
    exception: ["SyntaxError", "later"],
  },
  {
    name: "Deno.serve, Response.error()",
    deno: () => Response.error(),
    ...FAILED,
    errorType: "TypeError",
    message:
      "Return value from serve handler must not be an error response (like Response.error())",
    exception: [
      "TypeError",
      "Return value from serve handler must not be an error response (like Response.error())",
    ],
  },
  {
    name: "Deno.serve, onError makes it 503",
    deno: throwing(new RangeError("no dice")),
    onError: () => new Response("sorry", { status: 503 }),
    answer: /^HTTP\/1.1 503 /,
    span: "GET",
    status: 503,
    errorType: "RangeError",
    message: "no dice",
    exception: ["RangeError", "no dice"],
  },
  {
    name: "Deno.serve, onError makes it 404",
    deno: throwing(new RangeError("no dice")),
    onError: () => new Response("not found", { status: 404 }),
    span: "GET",
    status: 404,
  },
  {
    name: "Deno.serve, an answer of 400",
    deno: () => new Response("bad", { status: 400 }),
    span: "GET",
    status: 400,
  },
  {
    name: "Deno.serve, an answer of 500",
    deno: () => new Response("bad", { status: 500 }),
    ...FAILED,
    errorType: "500",
  },
  {
    name: "Deno.serve, an answer of 599",
    deno: () => new Response("bad", { status: 599 }),
    span: "GET",
    status: 599,
    errorType: "599",
  },
  {
    name: "Hono, the handler throws an error",
    hono: (app) => app.get("/", throwing(new RangeError("no dice"))),
    answer: /^HTTP\/1.1 500 /,
    ...ROUTE,
    status: 500,
    errorType: "RangeError",
    message: "no dice",
    exception: ["RangeError", "no dice"],
  },
  {
    name: "Hono, HTTPException of 403",
    hono: (app) => app.get("/", throwing(new HTTPException(403))),
    ...ROUTE,
    status: 403,
  },
  {
    name: "Hono, HTTPException of 503",
    hono: (app) => app.get("/", throwing(new HTTPException(503, { message: "later" }))),
    ...ROUTE,
    status: 503,
    errorType: "HTTPException",
    message: "later",
    exception: ["HTTPException", "later"],
  },
  {
    name: "Hono, onError makes it 418",
    hono: (app) =>
      app.onError((_error, c) => c.text("tea", 418)).get("/", throwing(new Error("pot"))),
    ...ROUTE,
    status: 418,
  },
  {
    name: "Hono, onError makes it 502",
    hono: (app) =>
      app.onError((_error, c) => c.text("tea", 502)).get("/", throwing(new URIError("pot"))),
    ...ROUTE,
    status: 502,
    errorType: "URIError",
    message: "pot",
    exception: ["URIError", "pot"],
  },
  {
    name: "Hono, onError of a part",
    hono: (app, New) =>
      app.route(
        "/part",
        new New().onError((_error, c) => c.text("part", 500)).get("/:id", () =>
          Promise.reject(new EvalError("in a part"))),
      ),
    request: "GET /part/7",
    span: "GET /part/:id",
    route: "/part/:id",
    status: 500,
    errorType: "EvalError",
    message: "in a part",
    exception: ["EvalError", "in a part"],
  },
  {
    name: "Hono, middleware throws before the handler",
    hono: (app) => app.use(throwing(new TypeError("guard"))).get("/", (c) => c.text("ok")),
    ...ROUTE,
    status: 500,
    errorType: "TypeError",
    message: "guard",
    exception: ["TypeError", "guard"],
  },
  {
    name: "Hono, middleware throws after the handler",
    hono: (app) =>
      app.use(async (_c, next) => {
        await next();
        throw new TypeError("afterwards");
      }).get("/", (c) => c.text("ok")),
    ...ROUTE,
    status: 500,
    errorType: "TypeError",
    message: "afterwards",
    exception: ["TypeError", "afterwards"],
  },
  {
    name: "Hono, text is thrown",
    hono: (app) => app.get("/", throwing("only text")),
    ...ROUTE,
    status: 500,
    errorType: "_OTHER",
    message: "only text",
    exception: [undefined, "only text"],
  },
  {
    name: "Hono, notFound makes it 410",
    hono: (app) => app.notFound((c) => c.text("gone", 410)),
    span: "GET",
    status: 410,
  },
  {
    name: "Hono, notFound throws",
    hono: (app) =>
      app.get("/other", (c) => c.text("ok")).notFound(throwing(new RangeError("lost"))),
    span: "GET",
    status: 500,
    errorType: "RangeError",
    message: "lost",
    exception: ["RangeError", "lost"],
  },
  {
    name: "node:http, an answer of 404",
    node: (_request, response) => response.writeHead(404).end(),
    span: "GET",
    status: 404,
  },
  {
    name: "node:http, an answer of 503",
    node: (_request, response) => response.writeHead(503).end("later"),
    answer: /^HTTP\/1.1 503 /,
    span: "GET",
    status: 503,
    errorType: "503",
  },
  {
    // Deno takes it for a bad request, and answers past the response; so the status is not known.
    name: "node:http, the handler throws an error",
    node: throwing(new RangeError("no dice")),
    answer: /^HTTP\/1.1 400 /,
    span: "GET",
    errorType: "RangeError",
    message: "no dice",
    exception: ["RangeError", "no dice"],
  },
  {
    name: "node:http, the handler throws an error after it has answered",
    node(_request, response) {
      response.end("ok");
      throw new RangeError("too late");
    },
    answer: /^HTTP\/1.1 200 /,
    span: "GET",
    status: 200,
  },
  {
    name: "node:http, the handler catches and answers 500",
    node: async (_request, response) => {
      await Promise.reject(new Error("inside")).catch(() => response.statusCode = 500);
      response.end();
    },
    ...FAILED,
    errorType: "500",
  },
];
