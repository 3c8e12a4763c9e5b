import { ROOT_CONTEXT, SeverityNumber } from "@opentelemetry/api";
import assert from "node:assert/strict";
import type { InstrumentationConfig } from "../instrumentation.ts";
import { configWith, DEFAULT_CONFIG } from "../testdata/instrumentation_config.ts";
import { recordTelemetry } from "../testdata/record_telemetry.ts";
import { createServerRequestRecorder } from "./server_request_recorder.ts";

const PEER = { address: "192.0.2.7", port: 51234 };

/** Records one request: its span, the log records and the attributes of its metric. */
async function record(config: InstrumentationConfig, { url = "http://dice.example/", ...init }: {
  readonly url?: string;
  readonly method?: string;
  readonly headers?: HeadersInit;
  readonly response?: HeadersInit;
  readonly error?: unknown;
} = {}) {
  using telemetry = recordTelemetry();
  const recorded = createServerRequestRecorder(telemetry, config).start(new Request(url, init), {
    parent: ROOT_CONTEXT,
    peer: PEER,
  });
  assert.ok(recorded);
  recorded.active.error = init.error;
  recorded.respond(init.error === undefined ? 200 : 500, { headers: new Headers(init.response) });
  recorded.end();
  const [span] = telemetry.takeSpans();
  assert.ok(span);
  const duration = await telemetry.collectDuration();
  return { span, logs: telemetry.takeLogs(), measured: duration?.dataPoints[0]?.attributes };
}

Deno.test("start() names the methods that are known, and hides others", async () => {
  const config = configWith({}, { known_methods: ["GET", "BREW"] });
  const brew = await record(config, { method: "BREW" });
  assert.equal(brew.span.name, "BREW");
  assert.equal(brew.measured?.["http.request.method"], "BREW");
  assert.equal(brew.span.attributes["http.request.method_original"], undefined);

  const post = await record(config, { method: "POST" });
  assert.equal(post.span.name, "HTTP");
  assert.equal(post.span.attributes["http.request.method"], "_OTHER");
  assert.equal(post.span.attributes["http.request.method_original"], "POST");
  assert.equal(post.measured?.["http.request.method"], "_OTHER");
});

Deno.test("start() and end() capture the headers that are asked for, on the span only", async () => {
  const config = configWith({ sanitized_headers: [".*cookie"] }, {
    request_captured_headers: ["X-.*"],
    response_captured_headers: ["set-cookie", "Server-Timing"],
  });
  const { span, measured } = await record(config, {
    headers: { "X-Tenant": "a", authorization: "s3cr3t" },
    response: { "set-cookie": "s3cr3t", "server-timing": "db;dur=1", etag: "1" },
  });
  const captured = Object.entries(span.attributes).filter(([name]) => name.includes(".header."));
  assert.deepEqual(Object.fromEntries(captured), {
    "http.request.header.x-tenant": ["a"],
    "http.response.header.set-cookie": ["[REDACTED]"],
    "http.response.header.server-timing": ["db;dur=1"],
  });
  assert.ok(!JSON.stringify([span.attributes, measured]).includes("s3cr3t"));
  assert.ok(!Object.keys(measured ?? {}).some((name) => name.includes("header")));
});

Deno.test("start() captures no header, unless it is asked for", async () => {
  const { span } = await record(DEFAULT_CONFIG, { headers: { a: "1" }, response: { b: "2" } });
  assert.deepEqual(Object.keys(span.attributes).filter((name) => name.includes("header")), []);
});

Deno.test("start() redacts the query parameters that are asked for, in place of the usual ones", async () => {
  const { span } = await record({ ...DEFAULT_CONFIG, sensitive_query_parameters: ["token"] }, {
    url: "http://dice.example/?token=s3cr3t&sig=told",
  });
  assert.equal(span.attributes["url.query"], "token=REDACTED&sig=told");
});

const PROXIED = {
  forwarded: 'for="[2001:db8::1]:4711";proto=https;host=public.example',
  "x-forwarded-for": "203.0.113.9",
};

Deno.test("start() believes a proxy only when it is told to", async () => {
  const { span, measured } = await record(DEFAULT_CONFIG, { headers: PROXIED });
  assert.equal(span.attributes["client.address"], PEER.address);
  assert.equal(span.attributes["server.address"], "dice.example");
  assert.equal(measured?.["url.scheme"], "http");
});

Deno.test("start() takes client, server and scheme from a proxy that is trusted", async () => {
  const { span, measured } = await record(configWith({ trust_proxy: true }), { headers: PROXIED });
  const { attributes } = span;
  assert.equal(attributes["client.address"], "2001:db8::1");
  assert.equal(attributes["client.port"], 4711);
  assert.equal(attributes["network.peer.address"], PEER.address);
  assert.equal(attributes["network.peer.port"], PEER.port);
  assert.equal(attributes["server.address"], "public.example");
  assert.equal(attributes["server.port"], 443);
  assert.equal(attributes["url.scheme"], "https");
  assert.equal(measured?.["url.scheme"], "https");
});

for (
  const [name, url, headers, server, port] of [
    [
      "only the scheme",
      "http://dice.example/",
      { "x-forwarded-proto": "https" },
      "dice.example",
      443,
    ],
    [
      "a named port",
      "http://dice.example:81/",
      { "x-forwarded-proto": "https" },
      "dice.example",
      81,
    ],
    ["a host's port", "http://a/", { "x-forwarded-host": "b:8443" }, "b", 8443],
    ["nothing of use", "http://a:9/", { forwarded: "for=unknown" }, "a", 9],
  ] as const
) {
  Deno.test(`start() knows the server, when a trusted proxy tells ${name}`, async () => {
    const { span } = await record(configWith({ trust_proxy: true }), { url, headers });
    assert.deepEqual(
      [span.attributes["server.address"], span.attributes["server.port"]],
      [server, port],
    );
  });
}

Deno.test("end() records an exception as event, as log record, or as both", async () => {
  const expected = { null: [1, 0], logs: [0, 1], "logs/dup": [1, 1] } as const;
  for (const exception_signal_opt_in of [null, "logs", "logs/dup"] as const) {
    const config = configWith({ exception_signal_opt_in });
    const { span, logs } = await record(config, { error: new RangeError("no dice") });
    assert.deepEqual([span.events.length, logs.length], expected[`${exception_signal_opt_in}`]);
    assert.equal(span.attributes["error.type"], "RangeError");
  }
});

Deno.test("end() records an exception as log record of the span, by the conventions", async () => {
  const error = new RangeError("no dice");
  const { span, logs: [log] } = await record(configWith({ exception_signal_opt_in: "logs" }), {
    error,
  });
  assert.equal(log?.eventName, "http.server.request.exception");
  assert.equal(log.severityNumber, SeverityNumber.ERROR);
  assert.deepEqual(log.attributes, {
    "exception.type": "RangeError",
    "exception.message": "no dice",
    "exception.stacktrace": error.stack,
  });
  assert.equal(log.spanContext?.spanId, span.spanContext().spanId);
});

Deno.test("excludes() tells of requests whose URL holds what is excluded, anywhere", () => {
  using telemetry = recordTelemetry();
  const excluding = createServerRequestRecorder(
    telemetry,
    configWith({ http_server_excluded_urls: ["/healthz$", "internal|debug"] }),
  );
  const excluded = (url: string) => excluding.excludes(new Request(url));
  assert.equal(excluded("http://a/healthz"), true);
  assert.equal(excluded("http://a/healthz/x"), false);
  assert.equal(excluded("http://a/x?y=debug"), true);
  assert.equal(excluded("http://internal.example/"), true);
  const usual = createServerRequestRecorder(telemetry, DEFAULT_CONFIG);
  assert.equal(usual.excludes(new Request("http://a/healthz")), false);
});
