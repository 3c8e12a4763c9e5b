import assert from "node:assert/strict";
import rootManifest from "../../deno.json" with { type: "json" };
import { mayRunApps } from "./instrumentations/testdata/may_run_apps.ts";
import { type AppRun, runApp } from "./instrumentations/testdata/run_app.ts";

const ignore = !mayRunApps();

/** Answers a few requests, one after the other, and logs in two ways. */
const APP = `
  import { trace } from "@opentelemetry/api";
  import { configure, getLogger } from "@logtape/logtape";
  import { Hono } from "hono";
  await configure({
    sinks: {},
    loggers: [{ category: "dice" }, { category: ["logtape", "meta"], lowestLevel: "error" }],
  });
  const app = new Hono();
  app.get("/healthz", (c) => {
    trace.getTracer("app").startActiveSpan("check", (span) => span.end());
    return c.text("fine");
  });
  app.all("/roll/:die", function rollDie(c) {
    console.info("rolled");
    getLogger("dice").warn("unlucky");
    c.header("x-result", "4");
    return c.text("4");
  });
  app.get("/broken", () => {
    throw new RangeError("no dice");
  });
  app.onError((_error, c) => c.text("sorry", 500));
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, app.fetch);
  const at = "http://127.0.0.1:" + server.addr.port;
  const ask = async (path, init) => await (await fetch(at + path, init)).text();
  await ask("/healthz");
  const headers = { "x-tenant": "t1", "x-api-token": "s3cr3t", "x-forwarded-for": "203.0.113.9" };
  await ask("/roll/d6?sig=told&token=s3cr3t", { headers });
  await ask("/roll/d6", { method: "DELETE" });
  await ask("/broken");
  await server.shutdown();
`;
const { hono, "@logtape/logtape": logtape } = rootManifest.imports;

async function run(env: Readonly<Record<string, string>>, file?: string): Promise<AppRun> {
  const config = file === undefined ? {} : { "otel.yaml": file };
  const ran = await runApp({
    files: { "main.ts": APP, ...config },
    imports: { hono, "@logtape/logtape": logtape },
    flags: ["--allow-net=127.0.0.1", "--allow-env", "--allow-sys", "--allow-read"],
    env: file === undefined ? env : { ...env, OTEL_CONFIG_FILE: "otel.yaml" },
  });
  // The application asks itself: it is about the answers here.
  return { ...ran, spans: ran.spans.filter(({ kind }) => kind !== "SpanKind.CLIENT") };
}

/** What all of the settings together lead to. */
function checkAll({ code, spans, logs, stderr }: AppRun): void {
  assert.equal(code, 0, stderr);
  assert.deepEqual(spans.map(({ name }) => name), [
    "GET /roll/:die",
    "HTTP /roll/:die",
    "GET /broken",
  ]);
  const [get, other, broken] = spans;
  assert.deepEqual(get?.attributes["http.request.header.x-tenant"], ["t1"]);
  assert.deepEqual(get?.attributes["http.request.header.x-api-token"], ["[REDACTED]"]);
  assert.deepEqual(get?.attributes["http.response.header.x-result"], ["4"]);
  assert.equal(get?.attributes["client.address"], "203.0.113.9");
  assert.equal(get?.attributes["url.query"], "sig=told&token=REDACTED");
  assert.equal(other?.attributes["http.request.method_original"], "DELETE");
  assert.deepEqual(broken?.events, []);

  // Only warnings and worse.
  assert.deepEqual(logs.map(({ severity_text }) => severity_text), ["WARN", "WARN", "ERROR"]);
  assert.equal(logs[0]?.attributes["code.function.name"], "rollDie");
  assert.match(logs[0]?.attributes["code.file.path"], /main\.ts$/);
  assert.equal(logs[2]?.attributes["exception.type"], "RangeError");
  assert.match(
    stderr,
    /^\[trace_id=[0-9a-f]{32} span_id=[0-9a-f]{16} trace_sampled=true\] rolled$/m,
  );
  assert.ok(!JSON.stringify([spans, logs]).includes("s3cr3t"));
}

const HEADERS = "OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_";
const COMMON = {
  [`${HEADERS}SERVER_REQUEST`]: "X-.*",
  [`${HEADERS}SERVER_RESPONSE`]: "x-result",
  [`${HEADERS}SANITIZE_FIELDS`]: "token",
  OTEL_INSTRUMENTATION_HTTP_KNOWN_METHODS: "GET",
  OTEL_DENO_SENSITIVE_QUERY_PARAMETERS: "token",
  OTEL_DENO_TRUST_PROXY: "true",
  OTEL_SEMCONV_EXCEPTION_SIGNAL_OPT_IN: "logs",
};

Deno.test("Settings of instrumentations act on an unchanged application", { ignore }, async () => {
  checkAll(
    await run({
      ...COMMON,
      OTEL_DENO_EXCLUDED_URLS: "healthz$",
      OTEL_DENO_LOG_LEVEL: "warning",
      OTEL_DENO_LOG_CORRELATION: "true",
      OTEL_DENO_LOG_CODE_ATTRIBUTES: "true",
    }),
  );
});

Deno.test("Settings of instrumentations act by the names that Python has for them", {
  ignore,
}, async () => {
  const ran = await run({
    ...COMMON,
    OTEL_PYTHON_EXCLUDED_URLS: "healthz$",
    OTEL_PYTHON_LOG_HANDLER_LEVEL: "WARNING",
    OTEL_PYTHON_LOG_CORRELATION: "true",
    OTEL_PYTHON_LOG_CODE_ATTRIBUTES: "true",
  });
  checkAll(ran);
  assert.equal(ran.stderr.match(/Using the Python names/g)?.length, 1);
});

Deno.test("Settings of instrumentations act from a configuration file", { ignore }, async () => {
  checkAll(
    await run(
      {},
      `
file_format: "1.1"
tracer_provider:
  processors: [{ simple: { exporter: { console: } } }]
logger_provider:
  processors: [{ simple: { exporter: { console: } } }]
instrumentation/development:
  general:
    http:
      server:
        request_captured_headers: ["X-.*"]
        response_captured_headers: [x-result]
        known_methods: [GET]
    sanitization:
      url:
        sensitive_query_parameters: [token]
distribution:
  otel_deno:
    sanitized_headers: [token]
    trust_proxy: true
    exception_signal_opt_in: logs
    excluded_urls: ["healthz$"]
    log_level: warn
    log_correlation: true
    log_code_attributes: true
`,
    ),
  );
});

Deno.test(
  "Without settings of instrumentations everything but secrets of the conventions is told",
  {
    ignore,
  },
  async () => {
    const { spans, logs, stderr } = await run({});
    assert.deepEqual(spans.map(({ name }) => name), [
      "check",
      "GET /healthz",
      "GET /roll/:die",
      "DELETE /roll/:die",
      "GET /broken",
    ]);
    assert.equal(spans[2]?.attributes["client.address"], "127.0.0.1");
    assert.equal(spans[2]?.attributes["url.query"], "sig=REDACTED&token=s3cr3t");
    assert.equal(spans[4]?.events.length, 1);
    assert.deepEqual(logs.map(({ body }) => body), ["rolled", "unlucky", "rolled", "unlucky"]);
    assert.equal(stderr, "rolled\nrolled\n");
  },
);

for (
  const [variable, value, names] of [
    ["OTEL_DENO_DISABLED_INSTRUMENTATIONS", "http-server,console", ["unlucky", "check"]],
    ["OTEL_PYTHON_DISABLED_INSTRUMENTATIONS", "*", ["check"]],
    ["OTEL_DENO_ENABLED_INSTRUMENTATIONS", "console", ["rolled", "check"]],
    ["OTEL_PYTHON_LOGGING_AUTO_INSTRUMENTATION_ENABLED", "false", ["check", "GET /roll/:die"]],
  ] as const
) {
  Deno.test(`${variable}=${value} leaves ${names.join(" and ")}`, { ignore }, async () => {
    const { code, spans, logs } = await run({ [variable]: value });
    assert.equal(code, 0);
    const recorded = new Set([...logs.map(({ body }) => body), ...spans.map(({ name }) => name)]);
    for (const name of names) assert.ok(recorded.has(name), name);
    for (const name of ["rolled", "unlucky", "GET /roll/:die"]) {
      assert.equal(recorded.has(name), (names as readonly string[]).includes(name), name);
    }
  });
}
