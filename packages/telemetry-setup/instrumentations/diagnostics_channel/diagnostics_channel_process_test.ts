import assert from "node:assert/strict";
import { mayRunApps } from "../testdata/may_run_apps.ts";
import { runApp } from "../testdata/run_app.ts";
import { pathsOf } from "./testdata/paths_of.ts";
import { runWithPackages } from "./testdata/run_with_packages.ts";

const ignore = !mayRunApps();
const NAMED = { OTEL_DENO_DIAGNOSTICS_CHANNELS: "dice" };

const FASTIFY = {
  imports: { fastify: "npm:fastify@5.12.8" },
  main: `
    import fastify from "fastify";
    import { trace } from "@opentelemetry/api";
    const child = (name) => trace.getTracer("app").startSpan(name).end();
    const app = fastify();
    app.get("/sync/:id", () => { child("in sync"); return { rolled: 4 }; });
    app.get("/async/:id", async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      child("in async");
      return { rolled: 4 };
    });
    app.get("/throws", () => { throw new RangeError("no dice"); });
    app.get("/rejects", async () => { await 0; throw new TypeError("no hand"); });
    const address = await app.listen({ port: 0, host: "127.0.0.1" });
    for (const path of ["/sync/7", "/async/7", "/throws", "/rejects", "/none"]) {
      const response = await fetch(address + path);
      await response.text();
      console.error(path, response.status);
    }
    await app.close();
  `,
} as const;

const ANSWERS = ["/sync/7 200", "/async/7 200", "/throws 500", "/rejects 500", "/none 404"];

Deno.test(
  "diagnostics-channel records handlers of Fastify below the request",
  { ignore },
  async () => {
    const app = await runWithPackages(FASTIFY.main, {
      imports: FASTIFY.imports,
      env: {
        OTEL_DENO_DIAGNOSTICS_CHANNELS: "tracing:fastify.request.handler",
        OTEL_DENO_DIAGNOSTICS_CHANNEL_FIELDS: "route.url,request.method",
        OTEL_DENO_DISABLED_INSTRUMENTATIONS: "http-client",
      },
    });
    assert.deepEqual(app.stderr.trim().split("\n"), ANSWERS);
    const handler = "fastify.request.handler";
    assert.deepEqual(pathsOf(app, "in "), [
      `GET /async/:id > ${handler} > in async`,
      `GET /sync/:id > ${handler} > in sync`,
    ]);
    assert.deepEqual(
      app.spans.filter(({ name }) => name === handler)
        .map(({ kind, status, attributes }) => ({ kind, status, attributes })),
      [
        { url: "/sync/:id" },
        { url: "/async/:id" },
        { url: "/throws", type: "RangeError", description: "no dice" },
        { url: "/rejects", type: "TypeError", description: "no hand" },
      ].map(({ url, type, description }) => ({
        kind: "SpanKind.INTERNAL",
        status: type === undefined
          ? { status_code: "UNSET" }
          : { status_code: "ERROR", description },
        attributes: {
          "diagnostics_channel.message.route.url": url,
          "diagnostics_channel.message.request.method": "GET",
          ...type && { "error.type": type },
        },
      })),
    );
  },
);

Deno.test("diagnostics-channel records nothing of Fastify that was not asked for", {
  ignore,
}, async () => {
  const named = { OTEL_DENO_DIAGNOSTICS_CHANNELS: "fastify.request.handler" };
  for (
    const env of [
      {},
      { ...named, OTEL_DENO_DISABLED_INSTRUMENTATIONS: "diagnostics-channel" },
      { OTEL_DENO_DIAGNOSTICS_CHANNELS: "fastify.request" },
    ]
  ) {
    const app = await runWithPackages(FASTIFY.main, { imports: FASTIFY.imports, env });
    assert.deepEqual(app.stderr.trim().split("\n"), ANSWERS);
    assert.deepEqual(pathsOf(app, "fastify"), []);
    assert.deepEqual(pathsOf(app, "in sync"), ["GET > GET /sync/:id > in sync"]);
  }
});

Deno.test("diagnostics-channel changes nothing for an application whose own listener throws", {
  ignore,
}, async () => {
  const main = `
    import { tracingChannel } from "node:diagnostics_channel";
    process.on("uncaughtException", ({ message }) => console.error("uncaught", message));
    tracingChannel("dice").subscribe({
      start() { throw new Error("in start"); },
      end() { throw new Error("in end"); },
    });
    console.error(tracingChannel("dice").traceSync(() => "rolled", {}));
    await new Promise((resolve) => setTimeout(resolve, 10));
    console.error("still here");
  `;
  const [bare, observed] = await Promise.all(
    [{}, NAMED].map((env) => runApp({ files: { "main.ts": main }, env })),
  );
  assert.deepEqual(bare?.stderr.trim().split("\n"), [
    "rolled",
    "uncaught in start",
    "uncaught in end",
    "still here",
  ]);
  assert.equal(observed?.stderr, bare?.stderr);
  assert.deepEqual([bare?.code, observed?.code], [0, 0]);
  assert.deepEqual(observed?.spans.map(({ name }) => name), ["dice"]);
});

Deno.test("diagnostics-channel records a call that the end of the process cuts off", {
  ignore,
}, async () => {
  const main = `
    import { tracingChannel } from "node:diagnostics_channel";
    tracingChannel("dice").tracePromise(() => new Promise(() => {}), {});
    Deno.exit(3);
  `;
  const { code, spans } = await runApp({ files: { "main.ts": main }, env: NAMED });
  assert.equal(code, 3);
  assert.deepEqual(spans.map(({ name, status }) => [name, status.status_code]), [[
    "dice",
    "UNSET",
  ]]);
});

Deno.test("diagnostics-channel ends a call whose message is collected as garbage", {
  ignore,
}, async () => {
  const main = `
    import { tracingChannel } from "node:diagnostics_channel";
    import { trace } from "@opentelemetry/api";
    const { start, end } = tracingChannel("dice");
    function publish() {
      const message = {};
      start.publish(message);
      end.publish(message);
    }
    publish();
    for (let i = 0; i < 100; i++) {
      gc();
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    trace.getTracer("app").startSpan("afterwards").end();
  `;
  const { spans, stderr } = await runApp({
    files: { "main.ts": main },
    flags: ["--allow-env", "--allow-sys", "--v8-flags=--expose-gc"],
    env: NAMED,
  });
  assert.equal(stderr, "");
  assert.deepEqual(spans.map(({ name }) => name), ["dice", "afterwards"]);
});

Deno.test("diagnostics-channel records channels in a Web worker, too", { ignore }, async () => {
  const files = {
    "main.ts": `
      const worker = new Worker(import.meta.resolve("./worker.ts"), { type: "module" });
      await new Promise((resolve) => worker.onmessage = resolve);
      worker.terminate();
    `,
    "worker.ts": `
      import { tracingChannel } from "node:diagnostics_channel";
      tracingChannel("dice").traceSync(() => 4, {});
      self.postMessage("done");
    `,
  };
  const { spans, stderr } = await runApp({
    files,
    flags: ["--allow-env", "--allow-sys", "--allow-net", "--allow-read"],
    env: NAMED,
  });
  assert.equal(stderr, "");
  assert.deepEqual(spans.map(({ name }) => name), ["dice"]);
});

Deno.test("diagnostics-channel says that nobody knows all channels, when asked for *", {
  ignore,
}, async () => {
  const { stderr, code } = await runApp({
    files: { "main.ts": "" },
    env: { OTEL_DENO_DIAGNOSTICS_CHANNELS: "*" },
  });
  assert.equal(code, 0);
  assert.match(
    stderr,
    /"\*": expected the names of channels, as nobody knows all of them; using none/,
  );
});
