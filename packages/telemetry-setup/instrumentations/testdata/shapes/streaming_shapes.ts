import { stream, streamSSE, streamText } from "hono/streaming";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ServerShape, ShapeClient } from "./server_shape.ts";

const EMPTY = new Uint8Array(0);
const KILOBYTE = new Uint8Array(1024);
const MEGABYTE = new Uint8Array(1024 * 1024);
const pause = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis));

/** A body of so many pieces. */
function body(pieces: number, piece: Uint8Array<ArrayBuffer> = KILOBYTE): ReadableStream {
  let sent = 0;
  return new ReadableStream({
    pull(controller) {
      if (sent++ < pieces) controller.enqueue(piece);
      else controller.close();
    },
  });
}

/** A body that ends only when nobody wants it any longer. */
function endless(): ReadableStream {
  return new ReadableStream({
    async pull(controller) {
      await pause(2);
      controller.enqueue(KILOBYTE);
    },
  });
}

const GET = "GET / HTTP/1.1\r\nHost: dice\r\n\r\n";

/** Reads a piece of the answer and goes away. */
async function leave({ send }: ShapeClient): Promise<void> {
  using connection = await send(GET);
  await connection.read(new Uint8Array(100));
}

/** Goes away before there is an answer. */
async function leaveAtOnce({ send }: ShapeClient): Promise<void> {
  using _connection = await send(GET);
  await pause(20);
}

async function count(connection: Deno.TcpConn): Promise<number> {
  let bytes = 0;
  for await (const piece of connection.readable) bytes += piece.length;
  return bytes;
}

/** Reads all of it, and fails where it is not so much. */
function download(bytes: number, wait = 0) {
  return async ({ send }: ShapeClient) => {
    const connection = await send(GET.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
    await pause(wait);
    const received = await count(connection);
    if (received < bytes) throw new Error(`Cannot download ${bytes} bytes: ${received} came`);
  };
}

const WEB_SOCKET = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" +
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
const POST = { request: "POST /", span: "POST", method: "POST", status: 200 } as const;
const OK = { span: "GET", status: 200 } as const;
const ROUTE = { span: "GET /", route: "/", status: 200 } as const;

/** When a request ends, and what is told of one that ends early. */
export const STREAMING_SHAPES: readonly ServerShape[] = [
  {
    name: "Deno.serve, server-sent events",
    deno: () =>
      new Response(
        new ReadableStream({
          async start(controller) {
            for (let event = 0; event < 3; event++) {
              controller.enqueue(new TextEncoder().encode(`data: ${event}\n\n`));
              await pause(2);
            }
            controller.close();
          },
        }),
        { headers: { "content-type": "text/event-stream" } },
      ),
    answer: /data: 2/,
    lasts: 5,
    ...OK,
  },
  {
    name: "Deno.serve, HEAD",
    deno: () => new Response("not sent"),
    request: "HEAD /",
    span: "HEAD",
    method: "HEAD",
    status: 200,
  },
  {
    name: "Deno.serve, 304",
    deno: () => new Response(null, { status: 304 }),
    answer: /^HTTP\/1.1 304 /,
    span: "GET",
    status: 304,
  },
  {
    name: "Deno.serve, 204",
    deno: () => new Response(null, { status: 204 }),
    span: "GET",
    status: 204,
  },
  {
    name: "Deno.serve, a download of 100 MB",
    deno: () => new Response(body(100, MEGABYTE)),
    client: download(100 * MEGABYTE.length),
    ...OK,
  },
  {
    name: "Deno.serve, a slow consumer",
    deno: () => new Response(body(8, MEGABYTE)),
    client: download(8 * MEGABYTE.length, 50),
    lasts: 40,
    ...OK,
  },
  {
    name: "Deno.serve, the client is gone in the midst of the body",
    deno: () => new Response(endless()),
    client: leave,
    ...OK,
  },
  {
    name: "Deno.serve, the client is gone before the answer",
    deno: async () => {
      await pause(40);
      return new Response("too late");
    },
    client: leaveAtOnce,
    ...OK,
  },
  {
    name: "Deno.serve, a stream fails after the headers",
    deno: () =>
      new Response(
        new ReadableStream({
          async pull(controller) {
            controller.enqueue(KILOBYTE);
            await pause(2);
            controller.error(new RangeError("broken off"));
          },
        }),
      ),
    ...OK,
  },
  {
    name: "Deno.serve, an empty stream",
    deno: () => new Response(body(0)),
    ...OK,
  },
  {
    name: "Deno.serve, pieces without bytes",
    deno: () => new Response(body(3, EMPTY)),
    ...OK,
  },
  {
    name: "Deno.serve, the body of the request is not read",
    deno: () => new Response("unread"),
    more: `Content-Length: 1024\r\n\r\n${"x".repeat(1024)}`,
    ...POST,
  },
  {
    name: "Deno.serve, the answer comes before the request is complete",
    deno: () => new Response("early"),
    more: "Content-Length: 1024\r\n\r\nonly this",
    client: async ({ send }) => {
      using connection = await send(
        "POST / HTTP/1.1\r\nHost: dice\r\nContent-Length: 1024\r\n\r\nonly this",
      );
      await connection.read(new Uint8Array(100));
    },
    ...POST,
  },
  {
    name: "Deno.serve, an echo of the request's stream",
    deno: (request) => new Response(request.body),
    more: `Content-Length: 4\r\n\r\necho`,
    answer: /echo/,
    ...POST,
  },
  {
    name: "Deno.serve, a WebSocket",
    deno: (request) => Deno.upgradeWebSocket(request).response,
    client: async ({ send }) => {
      using connection = await send(GET.replace("\r\n\r\n", `\r\n${WEB_SOCKET}\r\n\r\n`));
      await connection.read(new Uint8Array(100));
    },
    span: "GET",
    status: 101,
  },
  {
    name: "Hono, stream()",
    hono: (app) =>
      app.get("/", (c) =>
        stream(c, async (out) => {
          await out.write(KILOBYTE);
          await out.sleep(2);
          await out.write("the end");
        })),
    answer: /the end/,
    lasts: 2,
    ...ROUTE,
  },
  {
    name: "Hono, streamText()",
    hono: (app) => app.get("/", (c) => streamText(c, async (out) => void await out.write("text"))),
    answer: /text/,
    ...ROUTE,
  },
  {
    name: "Hono, streamSSE()",
    hono: (app) =>
      app.get("/", (c) =>
        streamSSE(c, async (out) => {
          await out.writeSSE({ data: "one" });
          await out.writeSSE({ data: "two" });
        })),
    answer: /data: two/,
    ...ROUTE,
  },
  {
    name: "Hono, HEAD",
    hono: (app) => app.get("/", (c) => c.text("not sent")),
    request: "HEAD /",
    span: "HEAD /",
    method: "HEAD",
    route: "/",
    status: 200,
  },
  {
    name: "Hono, 304",
    hono: (app) => app.get("/", (c) => c.body(null, 304)),
    span: "GET /",
    route: "/",
    status: 304,
  },
  {
    name: "node:http, pieces",
    node: async (_request, response) => {
      response.write("one");
      await pause(2);
      response.end("two");
    },
    answer: /two/,
    lasts: 2,
    ...OK,
  },
  {
    name: "node:http, HEAD",
    node: (_request, response) => response.end("not sent"),
    request: "HEAD /",
    span: "HEAD",
    method: "HEAD",
    status: 200,
  },
  {
    name: "node:http, 304",
    node: (_request, response) => response.writeHead(304).end(),
    answer: /^HTTP\/1.1 304 /,
    span: "GET",
    status: 304,
  },
  {
    name: "node:http, 204",
    node: (_request, response) => response.writeHead(204).end(),
    span: "GET",
    status: 204,
  },
  {
    name: "node:http, a download of 20 MB to a slow consumer",
    node: (_request, response) =>
      pipeline(Readable.from(Array.from({ length: 20 }, () => MEGABYTE)), response),
    client: download(20 * MEGABYTE.length, 50),
    lasts: 40,
    ...OK,
  },
  {
    name: "node:http, the client is gone in the midst of the body",
    node: (_request, response) => {
      const timer = setInterval(() => response.write(KILOBYTE), 2);
      response.once("close", () => clearInterval(timer));
    },
    client: leave,
    ...OK,
  },
  {
    name: "node:http, the client is gone before the answer",
    node: () => {},
    client: leaveAtOnce,
    span: "GET",
  },
  {
    name: "node:http, the answer breaks off after the headers",
    node: async (_request, response) => {
      response.write("one");
      await pause(5);
      response.destroy();
    },
    ...OK,
  },
  {
    name: "node:http, the body of the request is not read",
    node: (_request, response) => response.end("unread"),
    more: `Content-Length: 1024\r\n\r\n${"x".repeat(1024)}`,
    ...POST,
  },
  {
    name: "node:http, an echo of the request's stream",
    node: (request, response) => request.pipe(response),
    more: `Content-Length: 4\r\n\r\necho`,
    answer: /echo/,
    ...POST,
  },
  {
    name: "node:http, a connection is upgraded",
    node: () => {},
    upgrade: (_request, socket) =>
      socket.end("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n\r\n"),
    client: async ({ send }) => {
      using connection = await send(GET.replace("\r\n\r\n", `\r\n${WEB_SOCKET}\r\n\r\n`));
      await connection.read(new Uint8Array(100));
    },
    span: "GET",
  },
];
