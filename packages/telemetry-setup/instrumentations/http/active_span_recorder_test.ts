import { context, trace } from "@opentelemetry/api";
import assert from "node:assert/strict";
import { configWith, DEFAULT_CONFIG } from "../testdata/instrumentation_config.ts";
import { recordTelemetry } from "../testdata/record_telemetry.ts";
import { createActiveSpanRecorder } from "./active_span_recorder.ts";
import { activeServerRequest } from "./active_server_request.ts";

const PEER = { address: "192.0.2.7", port: 51234 };

/** What is added to a span that Deno has made. */
function augment(
  config = DEFAULT_CONFIG,
  { error, url = "http://dice.example:8080/users/7?sig=1", status = 200 }: {
    readonly error?: unknown;
    readonly url?: string;
    readonly status?: number;
  } = {},
) {
  using telemetry = recordTelemetry();
  const span = trace.getTracer("deno").startSpan("GET");
  context.with(trace.setSpan(context.active(), span), () => {
    const recorded = createActiveSpanRecorder(telemetry, config)
      .start(new Request(url, { headers: { "user-agent": "test/1", "x-id": "7" } }), {
        parent: context.active(),
        peer: PEER,
      });
    if (recorded === undefined) return;
    context.with(recorded.context, () => {
      assert.equal(activeServerRequest(), recorded.active);
      recorded.active.route = "/users/:id";
      recorded.active.error = error;
    });
    recorded.respond(status, { headers: new Headers({ etag: "1" }) });
    recorded.respond(status);
    recorded.end();
  });
  span.end();
  const [only, ...others] = telemetry.takeSpans();
  assert.deepEqual(others, []);
  assert.ok(only);
  return { span: only, logs: telemetry.takeLogs() };
}

Deno.test("createActiveSpanRecorder() adds what Deno leaves out, and nothing that it records", () => {
  const { span } = augment(
    configWith({}, { request_captured_headers: ["x-id"], response_captured_headers: ["etag"] }),
  );
  assert.equal(span.name, "GET /users/:id");
  assert.deepEqual(span.attributes, {
    "http.route": "/users/:id",
    "server.address": "dice.example",
    "server.port": 8080,
    "client.address": PEER.address,
    "network.peer.address": PEER.address,
    "network.peer.port": PEER.port,
    "user_agent.original": "test/1",
    "http.request.header.x-id": ["7"],
    "http.response.header.etag": ["1"],
  });
});

Deno.test("createActiveSpanRecorder() adds an exception, once, where it is asked for", () => {
  const options = { error: new RangeError("no dice"), status: 500 };
  assert.equal(augment(DEFAULT_CONFIG, options).span.events.length, 1);
  const { span, logs } = augment(configWith({ exception_signal_opt_in: "logs" }), options);
  assert.deepEqual(span.events, []);
  assert.equal(logs[0]?.spanContext?.spanId, span.spanContext().spanId);
});

Deno.test("createActiveSpanRecorder() leaves the span of an excluded request as it is", () => {
  const { span } = augment(configWith({ http_server_excluded_urls: ["users"] }));
  assert.equal(span.name, "GET");
  assert.deepEqual(span.attributes, {});
});
