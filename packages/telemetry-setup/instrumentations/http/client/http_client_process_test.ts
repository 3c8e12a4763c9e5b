import assert from "node:assert/strict";
import { mayRunApps } from "../../testdata/may_run_apps.ts";
import { type AppRun, type Printed, runApp } from "../../testdata/run_app.ts";

const ignore = !mayRunApps() ||
  Deno.permissions.querySync({ name: "net", host: "127.0.0.1" }).state !== "granted";

const ALL_FLAGS = ["--allow-all"];
/** Of npm packages, the versions that are tried. */
const IMPORTS = {
  undici: "npm:undici@7.30.2",
  "@opentelemetry/instrumentation-http": "npm:@opentelemetry/instrumentation-http@0.301.0",
  "@opentelemetry/instrumentation-undici": "npm:@opentelemetry/instrumentation-undici@0.34.0",
};

/** Serves what the rest of a program asks, and tells which trace context came. */
const SERVER = `
  import { trace } from "@opentelemetry/api";
  const contexts = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, (request) => {
    contexts.push(request.headers.get("traceparent"));
    const { pathname } = new URL(request.url);
    if (pathname === "/redirect") return Response.redirect(new URL("/text", request.url), 307);
    return new Response("text");
  });
  const base = "http://127.0.0.1:" + server.addr.port;
  async function within(name, run) {
    await trace.getTracer("app").startActiveSpan(name, async (span) => {
      await run();
      span.end();
    });
  }
  async function end() {
    await server.shutdown();
    for (const one of contexts) console.error("CONTEXT " + one);
  }
`;

const kindOf = ({ kind }: Printed) => String(kind).replace("SpanKind.", "");
const idOf = ({ context }: Printed) => String(context.span_id).slice(2);
const clientSpans = ({ spans }: AppRun) => spans.filter((span) => kindOf(span) === "CLIENT");
const contextsOf = ({ stderr }: AppRun) =>
  [...stderr.matchAll(/^CONTEXT 00-[0-9a-f]{32}-([0-9a-f]{16})-/gm)].map(([, id]) => id);

Deno.test(
  "undici is recorded: request, fetch, redirects, errors, headers",
  { ignore },
  async () => {
    const run = await runApp({
      imports: { undici: IMPORTS.undici },
      flags: ALL_FLAGS,
      env: {
        OTEL_DENO_DISABLED_INSTRUMENTATIONS: "http-server,console",
        OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_CLIENT_REQUEST: "x-sent",
        OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_CLIENT_RESPONSE: "content-type",
      },
      files: {
        "main.ts": `
        import { fetch, request } from "undici";
        ${SERVER}
        await within("main", async () => {
          const { body } = await request(base + "/text?sig=secret", { headers: { "x-sent": "1" } });
          await body.text();
          await (await fetch(base + "/redirect")).text();
          await request("http://127.0.0.1:1/").catch(() => {});
        });
        await end();
      `,
      },
    });
    assert.equal(run.code, 0, run.stderr);
    const clients = clientSpans(run);
    const main = run.spans.find(({ name }) => name === "main");
    assert.deepEqual(
      clients.map(({ attributes }) => [
        attributes["url.full"].replace(/:\d{2,}/, ""),
        attributes["http.response.status_code"],
        attributes["error.type"],
      ]),
      [
        ["http://127.0.0.1/text?sig=REDACTED", 200, undefined],
        ["http://127.0.0.1/redirect", 307, undefined],
        ["http://127.0.0.1/text", 200, undefined],
        ["http://127.0.0.1:1/", undefined, "ECONNREFUSED"],
      ],
    );
    assert.deepEqual(clients[0]?.attributes["http.request.header.x-sent"], ["1"]);
    assert.deepEqual(clients[0]?.attributes["http.response.header.content-type"], [
      "text/plain;charset=UTF-8",
    ]);
    for (const { parent_id } of clients) assert.equal(parent_id, main?.context.span_id);
    assert.deepEqual(contextsOf(run), clients.slice(0, 3).map(idOf));
  },
);

for (const who of ["this distribution", "the application"]) {
  Deno.test(
    `Each request has one CLIENT span, where ${who} enables npm's instrumentations as well`,
    {
      ignore,
    },
    async () => {
      const run = await runApp({
        imports: IMPORTS,
        flags: ALL_FLAGS,
        env: {
          OTEL_DENO_DISABLED_INSTRUMENTATIONS: who === "the application"
            ? "http-server,console,http,undici"
            : "http-server,console",
        },
        files: {
          "main.ts": `
        import { createRequire } from "node:module";
        import { HttpInstrumentation } from "@opentelemetry/instrumentation-http";
        import { UndiciInstrumentation } from "@opentelemetry/instrumentation-undici";
        import { request } from "undici";
        ${SERVER}
        ${
            who === "the application"
              ? "new HttpInstrumentation(); new UndiciInstrumentation();"
              : ""
          }
        const http = createRequire(import.meta.url)("node:http");
        await within("main", async () => {
          await (await request(base + "/undici")).body.text();
          await new Promise((resolve) => http.get(base + "/node", (response) =>
            response.resume().on("end", resolve)));
          await (await fetch(base + "/fetch")).text();
        });
        await end();
      `,
        },
      });
      assert.equal(run.code, 0, run.stderr);
      const clients = clientSpans(run);
      assert.equal(clients.length, 3, JSON.stringify(clients.map(({ attributes }) => attributes)));
      // What arrives is the context of the span that is there.
      assert.deepEqual(contextsOf(run).toSorted(), clients.map(idOf).toSorted());
    },
  );
}

Deno.test("Exports are not recorded, however they are delivered", { ignore }, async () => {
  for (const delivery of ["inline", "worker"]) {
    const spans: Printed[] = [];
    let requests = 0;
    const receiver = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen() {} },
      async (request) => {
        requests++;
        const { resourceSpans = [] } = await request.json();
        for (const { scopeSpans } of resourceSpans) {
          for (const { spans: some } of scopeSpans) spans.push(...some);
        }
        return Response.json({});
      },
    );
    const { code, stderr } = await runApp({
      flags: ALL_FLAGS,
      parse: false,
      env: {
        OTEL_TRACES_EXPORTER: "otlp",
        OTEL_METRICS_EXPORTER: "otlp",
        OTEL_LOGS_EXPORTER: "none",
        OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
        OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${receiver.addr.port}`,
        OTEL_BSP_SCHEDULE_DELAY: "20",
        OTEL_METRIC_EXPORT_INTERVAL: "20",
        OTEL_METRIC_EXPORT_TIMEOUT: "20",
        OTEL_DENO_DELIVERY: delivery,
      },
      files: {
        "main.ts": `
          ${SERVER}
          for (let i = 0; i < 5; i++) {
            await (await fetch(base + "/text")).text();
            await new Promise((resolve) => setTimeout(resolve, 60));
          }
          await end();
        `,
      },
    });
    await receiver.shutdown();
    assert.equal(code, 0, stderr);
    assert.ok(requests > 5, `${requests} exports`);
    assert.equal(spans.filter(({ kind }) => kind === 3).length, 5);
    assert.equal(spans.length, 10);
  }
});

/** A service that asks the next one, if there is one, by fetch. */
const SERVICE = `
  const next = Deno.args[0];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async () => {
    if (next !== undefined) await (await fetch(next + "/next")).text();
    return new Response("served");
  });
`;

Deno.test("Two services are one trace, with the right parents", { ignore }, async () => {
  const run = await runApp({
    flags: ALL_FLAGS,
    env: { OTEL_SERVICE_NAME: "first", OTEL_LOGS_EXPORTER: "none" },
    files: {
      "second.ts": `
        ${SERVICE}
        console.error("PORT " + server.addr.port);
        await Deno.stdin.readable.pipeTo(new WritableStream());
        await server.shutdown();
      `,
      "main.ts": `
        let child, printed;
        ${SERVICE.replace("Deno.args[0]", "await startSecond()")}
        async function startSecond() {
          child = new Deno.Command(Deno.execPath(), {
            args: ["run", "--no-prompt", "--quiet", "--no-lock", "--allow-all",
              "--preload=" + ${
        JSON.stringify(new URL("../../../register.ts", import.meta.url).href)
      }, "second.ts"],
            env: { OTEL_SERVICE_NAME: "second" },
            stdin: "piped", stdout: "piped", stderr: "piped",
            signal: AbortSignal.timeout(30_000),
          }).spawn();
          printed = new Response(child.stdout).text();
          let said = "";
          for await (const text of child.stderr.pipeThrough(new TextDecoderStream())) {
            said += text;
            const port = /PORT (\\d+)\\n/.exec(said);
            if (port) return "http://127.0.0.1:" + port[1];
          }
          throw new Error(said);
        }
        await (await fetch("http://127.0.0.1:" + server.addr.port + "/first")).text();
        await child.stdin.close();
        await child.status;
        await server.shutdown();
        // What the second one exported comes before what this one does.
        Deno.stdout.writeSync(new TextEncoder().encode(await printed));
      `,
    },
  });
  assert.equal(run.code, 0, run.stderr);
  const service = ({ resource }: Printed) => resource.attributes["service.name"];
  const root = run.spans.find(({ parent_id }) => parent_id === null);
  const chain: string[] = [];
  for (let span = root; span !== undefined;) {
    chain.push(`${service(span)} ${kindOf(span)}`);
    const { span_id } = span.context;
    span = run.spans.find(({ parent_id }) => parent_id === span_id);
  }
  assert.deepEqual(chain, ["first CLIENT", "first SERVER", "first CLIENT", "second SERVER"]);
  assert.equal(run.spans.length, 4);
  assert.equal(new Set(run.spans.map(({ context }) => context.trace_id)).size, 1);
});
