import assert from "node:assert/strict";
import { mayRunApps } from "../../../testdata/may_run_apps.ts";
import { type AppRun, type Printed, runApp } from "../../../testdata/run_app.ts";

const ignore = !mayRunApps();

/** A server in the same process, whose spans belong to the same trace. */
const SERVER = `
  const server = http2.createServer((request, response) => response.end("rolled"));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base = "http://127.0.0.1:" + server.address().port;
`;

function run(
  main: string,
  { imports = {}, env = {} }: Partial<Record<"imports" | "env", Record<string, string>>> = {},
): Promise<AppRun> {
  return runApp({
    files: { "main.ts": main },
    flags: ["--allow-net=127.0.0.1", "--allow-env", "--allow-sys", "--allow-read"],
    imports,
    env,
  });
}

/** `parent > kind name` of each span, the parents first. */
function tree({ spans }: AppRun): readonly string[] {
  const label = ({ name, kind }: Printed) => `${kind.replace("SpanKind.", "")} ${name}`;
  const parents = new Map(spans.map((span) => [span["context"].span_id, label(span)]));
  return spans.map((span) => `${parents.get(span["parent_id"]) ?? "-"} > ${label(span)}`).sort();
}

const REQUEST = `
  import { trace } from "@opentelemetry/api";
  await trace.getTracer("app").startActiveSpan("root", async (root) => {
    const session = connect(base);
    for (let i = 0; i < 2; i++) {
      const stream = session.request({ ":path": "/dice" });
      let text = "";
      stream.on("data", (chunk) => text += chunk);
      await new Promise((resolve) => stream.once("close", resolve));
      console.error(text);
    }
    root.end();
    session.close();
  });
  server.close();
`;

const ONE_TRACE = [
  "- > INTERNAL root",
  "CLIENT GET > SERVER GET",
  "CLIENT GET > SERVER GET",
  "INTERNAL root > CLIENT GET",
  "INTERNAL root > CLIENT GET",
];

for (
  const [style, load] of Object.entries({
    "by its default export": 'import http2 from "node:http2"; const { connect } = http2;',
    "by name": 'import { connect } from "node:http2"; import * as http2 from "node:http2";',
    "without node:": 'import http2, { connect } from "http2";',
    "by import()": 'const http2 = await import("node:http2"); const { connect } = http2;',
    "by require": `import { createRequire } from "node:module";
      const http2 = createRequire(import.meta.url)("http2"); const { connect } = http2;`,
  })
) {
  Deno.test(`observeNodeHttp2() takes the trace along, where the module is imported ${style}`, {
    ignore,
  }, async () => {
    const app = await run(load + SERVER + REQUEST);
    assert.equal(app.stderr, "rolled\nrolled\n");
    assert.deepEqual(tree(app), ONE_TRACE);
  });
}

Deno.test("observeNodeHttp2() does nothing, when the instrumentation is off", {
  ignore,
}, async () => {
  const load = 'import http2, { connect } from "node:http2";';
  const app = await run(load + SERVER + REQUEST, {
    env: { OTEL_DENO_DISABLED_INSTRUMENTATIONS: "http-client" },
  });
  assert.deepEqual(tree(app), ["- > INTERNAL root", "- > SERVER GET", "- > SERVER GET"]);
});

Deno.test(
  "observeNodeHttp2() takes the trace along from a second request on, where nobody imported the module",
  {
    ignore,
  },
  async () => {
    // What nobody imports is not seen to be loaded.
    const load = `
    const http2 = process.getBuiltinModule("node:http2");
    const { connect } = http2;
  `;
    const app = await run(load + SERVER + REQUEST);
    assert.equal(app.stderr, "rolled\nrolled\n");
    assert.deepEqual(tree(app), [
      "- > INTERNAL root",
      "- > SERVER GET",
      "CLIENT GET > SERVER GET",
      "INTERNAL root > CLIENT GET",
      "INTERNAL root > CLIENT GET",
    ]);
  },
);

Deno.test("observeNodeHttp2() leaves requests of undici to those who record them", {
  ignore,
}, async () => {
  const main = `
    import http2 from "node:http2";
    import { H2CClient } from "undici";
    ${SERVER}
    const client = new H2CClient(base);
    const { body } = await client.request({ path: "/dice", method: "GET" });
    console.error(await body.text());
    await client.close();
    server.close();
  `;
  const app = await run(main, { imports: { undici: "npm:undici@7.30.2" } });
  assert.equal(app.stderr, "rolled\n");
  assert.deepEqual(tree(app), ["- > CLIENT GET", "CLIENT GET > SERVER GET"]);
});

/** A gRPC server with one method, whose messages are bytes. */
const grpcServer = (path: string, answer: string) => `
  import * as grpc from "@grpc/grpc-js";
  const identity = (bytes) => Buffer.from(bytes);
  const contexts = [];
  const definition = {
    ask: {
      path: "${path}",
      requestStream: false,
      responseStream: false,
      requestSerialize: identity,
      requestDeserialize: identity,
      responseSerialize: identity,
      responseDeserialize: identity,
    },
  };
  const server = new grpc.Server();
  server.addService(definition, {
    ask({ metadata }, reply) {
      contexts.push(metadata.get("traceparent")[0] ?? "none");
      reply(null, Buffer.from("${answer}"));
    },
  });
  const port = await new Promise((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port))
  );
`;
const GRPC_IMPORTS = { "@grpc/grpc-js": "npm:@grpc/grpc-js@1.14.7" };

Deno.test("observeNodeHttp2() records calls of @grpc/grpc-js", { ignore }, async () => {
  const main = `
    ${grpcServer("/dice.Dice/Roll", "4")}
    const Dice = grpc.makeGenericClientConstructor(definition, "Dice");
    const client = new Dice("127.0.0.1:" + port, grpc.credentials.createInsecure());
    console.error(String(await new Promise((resolve, reject) =>
      client.ask(Buffer.from("6"), (error, reply) => error ? reject(error) : resolve(reply))
    )));
    client.close();
    server.forceShutdown();
  `;
  const app = await run(main, { imports: GRPC_IMPORTS });
  assert.equal(app.stderr, "4\n");
  assert.deepEqual(tree(app), ["- > CLIENT POST", "CLIENT POST > SERVER POST"]);
  const client = app.spans.find(({ kind }) => kind === "SpanKind.CLIENT");
  assert.match(client?.["attributes"]["url.full"], /^http:\/\/127\.0\.0\.1:\d+\/dice\.Dice\/Roll$/);
  assert.equal(client?.["attributes"]["network.protocol.version"], "2");
});

Deno.test("observeNodeHttp2() records nothing of an exporter of the application's own", {
  ignore,
}, async () => {
  const main = `
    ${grpcServer("/opentelemetry.proto.collector.trace.v1.TraceService/Export", "")}
    import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-grpc";
    import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
    const exporter = new OTLPTraceExporter({ url: "http://127.0.0.1:" + port });
    const processor = new BatchSpanProcessor({ exporter, scheduledDelayMillis: 10 });
    const provider = new TracerProvider({ spanProcessors: [processor] });
    for (let i = 0; i < 2; i++) {
      provider.getTracer("own").startSpan("rolled").end();
      await processor.forceFlush();
    }
    console.error(contexts.join());
    await provider.shutdown();
    server.forceShutdown();
  `;
  const name = "@opentelemetry/exporter-trace-otlp-grpc";
  const app = await run(main, {
    imports: { ...GRPC_IMPORTS, [name]: `npm:${name}@0.301.0` },
    env: { OTEL_DENO_DISABLED_INSTRUMENTATIONS: "http-server" },
  });
  assert.equal(app.stderr, "none,none\n");
  assert.deepEqual(tree(app), []);
});
