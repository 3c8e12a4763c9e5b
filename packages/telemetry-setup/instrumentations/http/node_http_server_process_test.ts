import assert from "node:assert/strict";
import { once } from "node:events";
import { connect, createSecureServer, createServer as createHttp2Server } from "node:http2";
import { Agent, createServer, get as getHttp, type RequestListener, Server } from "node:http";
import { createServer as createHttpsServer, get as getHttps } from "node:https";
import type { AddressInfo, Server as NetServer } from "node:net";
import { createCertificate } from "@otel-deno/otlp-receiver/testing";
import { trace } from "@opentelemetry/api";
import { configWith, DEFAULT_CONFIG } from "../testdata/instrumentation_config.ts";
import { mayRunApps } from "../testdata/may_run_apps.ts";
import { type RecordedTelemetry, recordTelemetry } from "../testdata/record_telemetry.ts";
import { runApp } from "../testdata/run_app.ts";
import { createHttpServerInstrumentation } from "./http_server.ts";

const net = Deno.permissions.querySync({ name: "net", host: "127.0.0.1" }).state === "granted";
const write = Deno.permissions.querySync({ name: "write" }).state === "granted";
// What Node's servers leave behind is theirs.
const options = { ignore: !net, sanitizeOps: false, sanitizeResources: false };

/** What is used of a stream of HTTP/2. */
interface Answering {
  respond(headers: object): void;
  end(text: string): void;
}

async function listen(server: NetServer): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

async function untilSpans(telemetry: RecordedTelemetry, count: number) {
  const spans = [...telemetry.takeSpans()];
  for (let tries = 0; spans.length < count && tries < 3000; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    spans.push(...telemetry.takeSpans());
  }
  return spans;
}

const withChild: RequestListener = async (_request, response) => {
  await Promise.resolve();
  trace.getTracer("test").startSpan("child").end();
  response.end("ok");
};

function checkChild(spans: Awaited<ReturnType<typeof untilSpans>>) {
  assert.equal(spans.length, 2);
  const child = spans.find(({ name }) => name === "child");
  const server = spans.find(({ name }) => name !== "child");
  assert.equal(child?.parentSpanContext?.spanId, server?.spanContext().spanId);
  return server?.attributes ?? {};
}

Deno.test(
  "node:http serves in the context of the request, and continues its trace",
  options,
  async () => {
    using telemetry = recordTelemetry();
    using _enabled = createHttpServerInstrumentation().enable(telemetry, DEFAULT_CONFIG);
    const server = createServer(withChild);
    const port = await listen(server);
    const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    const agent = new Agent({ keepAlive: false });
    getHttp({ port, host: "127.0.0.1", agent, headers: { traceparent } }, (res) => res.resume());
    const spans = await untilSpans(telemetry, 2);
    server.close();
    const attributes = checkChild(spans);
    assert.equal(attributes["server.port"], port);
    const [child, parent] = spans;
    assert.equal(child?.spanContext().traceId, "0af7651916cd43dd8448eb211c80319c");
    assert.equal(parent?.parentSpanContext?.spanId, "b7ad6b7169203331");
  },
);

Deno.test("node:https and its HTTP/2 are recorded as https, once", {
  ...options,
  ignore: !net || !write,
}, async () => {
  const { cert, key } = await createCertificate();
  const servers = [
    createHttpsServer({ cert, key }, withChild),
    createSecureServer({ cert, key, allowHTTP1: true }, withChild as never),
  ];
  for (const server of servers) {
    using telemetry = recordTelemetry();
    using _enabled = createHttpServerInstrumentation().enable(telemetry, DEFAULT_CONFIG);
    const port = await listen(server as NetServer);
    getHttps({ port, host: "127.0.0.1", agent: false, rejectUnauthorized: false }, (response) => {
      response.resume();
    });
    const attributes = checkChild(await untilSpans(telemetry, 2));
    server.close();
    assert.equal(attributes["url.scheme"], "https");
    assert.equal(attributes["network.protocol.version"], "1.1");
  }
});

for (const kind of ["request", "stream"] as const) {
  Deno.test(
    `node:http2 is recorded once, where the application listens for ${kind}`,
    options,
    async () => {
      using telemetry = recordTelemetry();
      using _enabled = createHttpServerInstrumentation().enable(telemetry, DEFAULT_CONFIG);
      const server = createHttp2Server();
      if (kind === "request") server.on("request", withChild as never);
      else {
        // As it is, in whichever version of Node's types.
        server.on("stream", (emitted: unknown) => {
          const stream = emitted as Answering;
          trace.getTracer("test").startSpan("child").end();
          stream.respond({ ":status": 200 });
          stream.end("ok");
        });
      }
      const port = await listen(server);
      const client = connect(`http://127.0.0.1:${port}`);
      const request = client.request({ ":path": "/a?b=c" });
      request.resume();
      request.end();
      await once(request, "end");
      client.close();
      const { "network.peer.port": peerPort, ...attributes } = checkChild(
        await untilSpans(telemetry, 2),
      );
      server.close();
      assert.ok(Number.isInteger(peerPort));
      assert.deepEqual(attributes, {
        "http.request.method": "GET",
        "http.response.status_code": 200,
        "url.scheme": "http",
        "url.path": "/a",
        "url.query": "b=c",
        "server.address": "127.0.0.1",
        "server.port": port,
        "client.address": "127.0.0.1",
        "network.peer.address": "127.0.0.1",
        "network.protocol.version": "2",
      });
    },
  );
}

Deno.test(
  "node:http is left as it was found, and records no longer, when it is ended",
  options,
  async () => {
    using telemetry = recordTelemetry();
    const own = Object.getOwnPropertyNames(Server.prototype);
    const enabled = createHttpServerInstrumentation().enable(telemetry, DEFAULT_CONFIG);
    const hanging = Promise.withResolvers<void>();
    const server = createServer((request, response) => {
      if (request.url === "/hang") hanging.resolve();
      else response.end("ok");
    });
    const port = await listen(server);
    const ask = async (path: string) =>
      await (await fetch(`http://127.0.0.1:${port}${path}`, { headers: { connection: "close" } }))
        .text();
    assert.equal(await ask("/"), "ok");
    assert.equal((await untilSpans(telemetry, 1)).length, 1);

    const hung = ask("/hang").catch(String);
    await hanging.promise;
    enabled[Symbol.dispose]();
    assert.equal(telemetry.takeSpans()[0]?.attributes["url.path"], "/hang");
    assert.deepEqual(Object.getOwnPropertyNames(Server.prototype), own);
    assert.equal(await ask("/"), "ok");
    assert.deepEqual(telemetry.takeSpans(), []);
    server.closeAllConnections();
    server.close();
    await hung;
  },
);

Deno.test(
  "node:http records no excluded requests, nor what is done for them",
  options,
  async () => {
    using telemetry = recordTelemetry();
    using _enabled = createHttpServerInstrumentation().enable(
      telemetry,
      configWith({ http_server_excluded_urls: ["health"] }),
    );
    const server = createServer(withChild);
    const port = await listen(server);
    for (const path of ["/healthz", "/roll"]) {
      await (await fetch(`http://127.0.0.1:${port}${path}`)).text();
    }
    const attributes = checkChild(await untilSpans(telemetry, 2));
    server.closeAllConnections();
    server.close();
    assert.equal(attributes["url.path"], "/roll");
  },
);

const IMPORTS = {
  express: "npm:express@5.3.0",
  koa: "npm:koa@3.3.0",
  fastify: "npm:fastify@5.12.8",
  hono: "npm:hono@4.13.19",
  "@hono/node-server": "npm:@hono/node-server@2.1.8",
  "@opentelemetry/instrumentation-express": "npm:@opentelemetry/instrumentation-express@0.72.0",
  "@opentelemetry/instrumentation-http": "npm:@opentelemetry/instrumentation-http@0.301.0",
};
const FRAMEWORKS: Record<string, { readonly serve: string; readonly route?: string }> = {
  express: {
    serve: `import express from "express";
      const server = express().get("/users/:id", (_, response) => response.send("ok"))
        .listen(0, "127.0.0.1");`,
    route: "/users/:id",
  },
  "express, a router that is mounted": {
    serve: `import express from "express";
      const users = express.Router({ mergeParams: true });
      users.get("/", (_, response) => response.send("ok"));
      const server = express().use("/users/:id", users).listen(0, "127.0.0.1");`,
  },
  "express, a router that is mounted, with npm's instrumentation": {
    serve: `import express from "express";
      import { ExpressInstrumentation } from "@opentelemetry/instrumentation-express";
      const users = express.Router({ mergeParams: true });
      users.get("/posts", (_, response) => response.send("ok"));
      users.get("/", (_, response) => response.send("ok"));
      const server = express().use("/users/:id", users).listen(0, "127.0.0.1");`,
    route: "/users/:id",
  },
  koa: {
    serve: `import Koa from "koa";
      const app = new Koa();
      app.use((context) => context.body = "ok");
      const server = app.listen(0, "127.0.0.1");`,
  },
  fastify: {
    serve: `import Fastify from "fastify";
      const app = Fastify();
      app.get("/users/:id", async () => "ok");
      await app.listen({ port: 0, host: "127.0.0.1" });
      const { server } = app;`,
    route: "/users/:id",
  },
  "Hono on @hono/node-server": {
    serve: `import { Hono } from "hono";
      import { serve } from "@hono/node-server";
      const app = new Hono().get("/users/:id", (c) => c.text("ok"));
      const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });`,
    route: "/users/:id",
  },
  "npm's instrumentation-http": {
    serve: `import { createRequire } from "node:module";
      import { HttpInstrumentation } from "@opentelemetry/instrumentation-http";
      new HttpInstrumentation();
      const { createServer } = createRequire(import.meta.url)("node:http");
      const server = createServer((_, response) => response.end("ok")).listen(0, "127.0.0.1");`,
  },
};
for (const [name, { serve, route }] of Object.entries(FRAMEWORKS)) {
  Deno.test(`An unchanged application makes one server span a request: ${name}`, {
    ignore: !net || !mayRunApps(),
  }, async () => {
    const imports = Object.fromEntries(
      Object.entries(IMPORTS).filter(([specifier]) => serve.includes(`"${specifier}"`)),
    );
    const main = `${serve}
      if (!server.listening) await new Promise((resolve) => server.once("listening", resolve));
      const url = "http://127.0.0.1:" + server.address().port + "/users/4711";
      for (let i = 0; i < 3; i++) {
        const text = await (await fetch(url, { headers: { connection: "close" } })).text();
        if (text !== "ok") throw new Error(text);
      }
      server.close();`;
    const ran = await runApp({ files: { "main.ts": main }, imports, flags: ["-A"] });
    assert.equal(ran.stderr, "");
    assert.equal(ran.code, 0, ran.stderr);
    const servers = ran.spans.filter(({ kind }) => kind === "SpanKind.SERVER");
    assert.equal(
      servers.length,
      3,
      JSON.stringify(ran.spans.map(({ name, kind }) => [name, kind])),
    );
    for (const span of servers) {
      assert.equal(span.attributes["http.route"], route);
      assert.ok(!span.name.includes("4711"));
    }
  });
}
