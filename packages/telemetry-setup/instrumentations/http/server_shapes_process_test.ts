import { type Attributes, SpanKind, SpanStatusCode } from "@opentelemetry/api";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { redirectModules } from "../module_redirect.ts";
import { configWith } from "../testdata/instrumentation_config.ts";
import { type RecordedTelemetry, recordTelemetry } from "../testdata/record_telemetry.ts";
import { ERROR_SHAPES } from "../testdata/shapes/error_shapes.ts";
import { ROUTING_SHAPES } from "../testdata/shapes/routing_shapes.ts";
import type { ServerShape, ShapeClient } from "../testdata/shapes/server_shape.ts";
import { STREAMING_SHAPES } from "../testdata/shapes/streaming_shapes.ts";
import { createHonoRoutes } from "./hono_routes.ts";
import { createHttpServerInstrumentation } from "./http_server.ts";

const ignore = Deno.permissions.querySync({ name: "net", host: "127.0.0.1" }).state !== "granted";

redirectModules([createHonoRoutes()]);
const { Hono } = await import("hono");

interface Served extends AsyncDisposable {
  readonly port: number;
}

async function serve({ deno, onError, hono, node, upgrade }: ServerShape): Promise<Served> {
  if (node !== undefined) {
    const server = createServer(node);
    if (upgrade) server.on("upgrade", upgrade);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return {
      port: (server.address() as AddressInfo).port,
      async [Symbol.asyncDispose]() {
        server.closeAllConnections();
        server.close();
        await once(server, "close");
      },
    };
  }
  const app = new Hono();
  hono?.(app, Hono);
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {}, ...onError && { onError } },
    deno ?? app.fetch,
  );
  return { port: server.addr.port, [Symbol.asyncDispose]: () => server.shutdown() };
}

/** Sends the request of a row, and tells from which port. */
async function ask(port: number, shape: ServerShape): Promise<number> {
  const { request = "GET /", more = "", answer, client } = shape;
  let peerPort = 0;
  const send = async (text: string) => {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port });
    peerPort = connection.localAddr.port;
    await connection.write(new TextEncoder().encode(text));
    return connection;
  };
  if (client !== undefined) {
    await client({ port, send } satisfies ShapeClient);
    return peerPort;
  }
  const head = `${request} HTTP/1.1\r\nHost: dice\r\nConnection: close\r\n`;
  const connection = await send(`${head}${more === "" ? "\r\n" : more}`);
  // An answer may break off.
  const text = await new Response(connection.readable).text().catch(String);
  if (answer !== undefined) assert.match(text, answer);
  return peerPort;
}

async function untilSpan(telemetry: RecordedTelemetry): Promise<readonly ReadableSpan[]> {
  for (let tries = 0; tries < 5000; tries++) {
    const spans = telemetry.takeSpans();
    if (spans.length > 0) return spans;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return [];
}

/** What is told by the span and by the metric. */
function measuredOf(shape: ServerShape): Attributes {
  const { request = "GET /", method, status, route, errorType, node } = shape;
  return {
    "http.request.method": method ?? request.split(" ")[0],
    "url.scheme": "http",
    ...status !== undefined && { "http.response.status_code": status },
    ...route !== undefined && { "http.route": route },
    ...errorType !== undefined && { "error.type": errorType },
    ...node !== undefined && { "network.protocol.version": "1.1" },
  };
}

function attributesOf(shape: ServerShape, peerPort: number): Attributes {
  const { request = "GET /", path, query, original } = shape;
  return {
    ...measuredOf(shape),
    ...original !== undefined && { "http.request.method_original": original },
    ...query !== undefined && { "url.query": query },
    "url.path": path ?? request.split(" ")[1],
    "server.address": "dice",
    "server.port": 80,
    "client.address": "127.0.0.1",
    "network.peer.address": "127.0.0.1",
    "network.peer.port": peerPort,
  };
}

function checkSpan(span: ReadableSpan | undefined, shape: ServerShape, peerPort: number): void {
  assert.ok(span);
  assert.equal(span.name, shape.span);
  assert.equal(span.kind, SpanKind.SERVER);
  assert.equal(span.parentSpanContext, undefined);
  assert.deepEqual(span.attributes, attributesOf(shape, peerPort));
  assert.deepEqual(
    span.status,
    shape.errorType === undefined ? { code: SpanStatusCode.UNSET } : {
      code: SpanStatusCode.ERROR,
      ...shape.message !== undefined && { message: shape.message },
    },
  );
  assert.deepEqual(
    span.events.map(({ name, attributes = {} }) => [
      name,
      attributes["exception.type"],
      attributes["exception.message"],
    ]),
    shape.exception === undefined ? [] : [["exception", ...shape.exception]],
  );
}

async function checkPoint(telemetry: RecordedTelemetry, shape: ServerShape): Promise<void> {
  const metric = await telemetry.collectDuration();
  assert.equal(metric?.descriptor.name, "http.server.request.duration");
  assert.equal(metric.descriptor.unit, "s");
  const [point, ...others] = metric.dataPoints.filter(({ attributes }) =>
    attributes["http.request.method"] !== FIRST_METHOD
  );
  assert.equal(others.length, 0);
  assert.deepEqual(point?.attributes, measuredOf(shape));
  const { count, sum = 0 } = point.value;
  assert.equal(count, 1);
  // A timer may fire a moment before it is due.
  assert.ok(sum * 1000 >= (shape.lasts ?? 0) - 1 && sum < 30, `${sum} s`);
}

/** Of the first request a recorder reads the headers both ways; that one is not looked at. */
const FIRST_METHOD = "TRACE";

async function askFirst(telemetry: RecordedTelemetry): Promise<void> {
  await using served = await serve({
    name: "first",
    span: FIRST_METHOD,
    deno: () => new Response(),
  });
  await ask(served.port, { name: "first", span: FIRST_METHOD, request: `${FIRST_METHOD} /` });
  assert.equal((await untilSpan(telemetry)).length, 1);
}

const ROADS = { "inner functions": true, "public functions": false };
const SHAPES = [...ROUTING_SHAPES, ...ERROR_SHAPES, ...STREAMING_SHAPES].flatMap((shape) =>
  Object.entries(ROADS)
    // Servers of Node's have one road.
    .filter(([, fastPath]) => !fastPath || shape.node === undefined)
    .map(([road, fastPath]) => ({ shape, road, fastPath }))
);

for (const { shape, road, fastPath } of SHAPES) {
  Deno.test(`HTTP servers record as the conventions say: ${shape.name}, by ${road}`, {
    ignore,
    // What Node's servers leave behind is theirs.
    ...shape.node && { sanitizeOps: false, sanitizeResources: false },
  }, async () => {
    using telemetry = recordTelemetry();
    const config = configWith({ fast_path: fastPath });
    using _enabled = createHttpServerInstrumentation().enable(telemetry, config);
    if (fastPath) await askFirst(telemetry);
    await using served = await serve(shape);
    const peerPort = await ask(served.port, shape);
    const [span, ...others] = await untilSpan(telemetry);
    assert.equal(others.length, 0);
    checkSpan(span, shape, peerPort);
    await checkPoint(telemetry, shape);
    assert.ok(!JSON.stringify(span?.attributes).includes("planted"));
  });
}

Deno.test("The table of shapes has 60 rows and more, 15 of each kind", () => {
  const kinds = [ROUTING_SHAPES, ERROR_SHAPES, STREAMING_SHAPES];
  assert.ok(kinds.every(({ length }) => length >= 15));
  assert.ok(kinds.flat().length >= 60);
  assert.equal(new Set(kinds.flat().map(({ name }) => name)).size, kinds.flat().length);
});
