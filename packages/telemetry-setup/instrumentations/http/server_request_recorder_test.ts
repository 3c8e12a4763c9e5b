import {
  type Attributes,
  context,
  diag,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import assert from "node:assert/strict";
import { getRequest, recordRequest, WITHOUT_PEER } from "../testdata/record_request.ts";
import { recordTelemetry } from "../testdata/record_telemetry.ts";
import { stopClock } from "../testdata/stop_clock.ts";
import { activeServerRequest } from "./active_server_request.ts";
import { createServerRequestRecorder } from "./server_request_recorder.ts";
import { DEFAULT_CONFIG } from "../testdata/instrumentation_config.ts";

Deno.test("start() records every attribute of the conventions, with its type", () => {
  using telemetry = recordTelemetry();
  const request = getRequest("https://dice.example:8443/rolldice?player=alice&sig=secret", {
    "user-agent": "curl/8.0",
  });
  const span = recordRequest(telemetry, request, {
    options: { parent: ROOT_CONTEXT, peer: { address: "192.0.2.7", port: 51234 } },
    serve(recorded) {
      recorded.active.route = "/rolldice";
      recorded.respond(200);
    },
  });

  assert.equal(span.kind, SpanKind.SERVER);
  assert.equal(span.name, "GET /rolldice");
  assert.deepEqual(span.attributes, {
    "http.request.method": "GET",
    "http.response.status_code": 200,
    "http.route": "/rolldice",
    "url.scheme": "https",
    "url.path": "/rolldice",
    "url.query": "player=alice&sig=REDACTED",
    "server.address": "dice.example",
    "server.port": 8443,
    "client.address": "192.0.2.7",
    "network.peer.address": "192.0.2.7",
    "network.peer.port": 51234,
    "user_agent.original": "curl/8.0",
  });
  assert.deepEqual(span.status, { code: SpanStatusCode.UNSET });
  assert.deepEqual(span.events, []);
  assert.deepEqual(
    [span.instrumentationScope.name, span.instrumentationScope.version],
    ["@otel-deno/telemetry-setup/http-server", "0.1.0"],
  );
});

Deno.test("start() leaves out what is not known, and guesses nothing", () => {
  using telemetry = recordTelemetry();
  const span = recordRequest(telemetry, getRequest("http://localhost/"));

  assert.equal(span.name, "GET");
  assert.deepEqual(span.attributes, {
    "http.request.method": "GET",
    "http.response.status_code": 200,
    "url.scheme": "http",
    "url.path": "/",
    "server.address": "localhost",
    "server.port": 80,
  });
});

for (
  const [url, address, port] of [
    ["http://example.com/", "example.com", 80],
    ["https://example.com/", "example.com", 443],
    ["https://example.com:80/", "example.com", 80],
    ["http://[2001:db8::1]:8080/", "2001:db8::1", 8080],
    ["http://user:secret@example.com/", "example.com", 80],
  ] as const
) {
  Deno.test(`start() records server.address and server.port of ${url}`, () => {
    using telemetry = recordTelemetry();
    // `new Request` refuses credentials; a server's request can have them.
    const request = Object.defineProperty(getRequest("http://x/"), "url", { value: url });
    const { attributes } = recordRequest(telemetry, request);
    assert.deepEqual(
      [attributes["server.address"], attributes["server.port"]],
      [address, port],
    );
    assert.ok(!JSON.stringify(attributes).includes("secret"));
  });
}

Deno.test("start() records a request whose Host is none", () => {
  using telemetry = recordTelemetry();
  const request = Object.defineProperty(getRequest("http://x/"), "url", {
    value: "http://a b/c?d",
  });
  const { attributes } = recordRequest(telemetry, request);
  assert.equal(attributes["url.path"], "/c");
  assert.equal(attributes["url.query"], "d");
});

Deno.test("start() tells known methods as they are", () => {
  using telemetry = recordTelemetry();
  for (const method of ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "QUERY"]) {
    const span = recordRequest(telemetry, new Request("http://localhost/", { method }));
    assert.equal(span.name, method);
    assert.equal(span.attributes["http.request.method"], method);
    assert.equal(span.attributes["http.request.method_original"], undefined);
  }
});

Deno.test("start() tells other methods as _OTHER and names the span HTTP", async () => {
  using telemetry = recordTelemetry();
  for (const method of ["BREW", "get", "Post", "PROPFIND"]) {
    const request = Object.defineProperty(getRequest("http://localhost/a"), "method", {
      value: method,
    });
    const span = recordRequest(telemetry, request, {
      serve(recorded) {
        recorded.active.route = "/:id";
        recorded.respond(200);
      },
    });
    assert.equal(span.name, "HTTP /:id");
    assert.equal(span.attributes["http.request.method"], "_OTHER");
    assert.equal(span.attributes["http.request.method_original"], method);
  }
  const points = (await telemetry.collectDuration())?.dataPoints ?? [];
  assert.deepEqual(points.map(({ attributes }) => attributes["http.request.method"]), ["_OTHER"]);
});

Deno.test("start() continues the trace that the request brings", () => {
  using telemetry = recordTelemetry();
  const traceId = "0af7651916cd43dd8448eb211c80319c";
  const span = recordRequest(
    telemetry,
    getRequest("http://localhost/", {
      traceparent: `00-${traceId}-b7ad6b7169203331-01`,
      tracestate: "vendor=1",
      baggage: "user=alice",
    }),
    {
      serve({ context }) {
        assert.equal(propagation.getBaggage(context)?.getEntry("user")?.value, "alice");
      },
    },
  );
  assert.equal(span.spanContext().traceId, traceId);
  assert.equal(span.spanContext().traceState?.get("vendor"), "1");
  assert.equal(span.parentSpanContext?.spanId, "b7ad6b7169203331");
  assert.equal(span.parentSpanContext?.isRemote, true);
});

Deno.test("start() begins a trace, when the request brings none or a broken one", () => {
  using telemetry = recordTelemetry();
  for (const headers of [{}, { traceparent: "00-xyz-01" }] as Record<string, string>[]) {
    assert.equal(
      recordRequest(telemetry, getRequest("http://localhost/", headers)).parentSpanContext,
      undefined,
    );
  }
});

Deno.test("start() uses the given parent, when the request brings no trace", () => {
  using telemetry = recordTelemetry();
  const outer = telemetry.tracerProvider.getTracer("test").startSpan("outer");
  const span = recordRequest(telemetry, getRequest("http://localhost/"), {
    options: { parent: trace.setSpan(ROOT_CONTEXT, outer), peer: undefined },
  });
  assert.equal(span.parentSpanContext?.spanId, outer.spanContext().spanId);
});

Deno.test("start() gives a context in which the request and its span are active", () => {
  using telemetry = recordTelemetry();
  const request = getRequest("http://localhost/");
  const span = recordRequest(telemetry, request, {
    serve(recorded) {
      context.with(recorded.context, () => {
        assert.equal(activeServerRequest(), recorded.active);
        assert.equal(activeServerRequest()?.request, request);
        assert.equal(trace.getActiveSpan(), recorded.active.span);
      });
      assert.equal(activeServerRequest(), undefined);
    },
  });
  assert.equal(span.ended, true);
});

Deno.test("end() records http.server.request.duration in seconds, in the advised buckets", async () => {
  using telemetry = recordTelemetry();
  using clock = stopClock();
  recordRequest(telemetry, getRequest("http://localhost:8080/users/7?a=b", { "user-agent": "x" }), {
    options: { parent: ROOT_CONTEXT, peer: { address: "127.0.0.1", port: 1 } },
    serve(recorded) {
      clock.advance(250);
      recorded.active.route = "/users/:id";
      recorded.active.error = new RangeError("x");
      recorded.respond(500);
    },
  });
  const metric = await telemetry.collectDuration();
  assert.deepEqual(
    [metric?.descriptor.name, metric?.descriptor.unit, metric?.descriptor.description],
    ["http.server.request.duration", "s", "Duration of HTTP server requests."],
  );
  const point = metric?.dataPoints[0];
  assert.deepEqual(
    point?.value.buckets.boundaries,
    [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
  );
  assert.deepEqual(
    point?.attributes,
    {
      "http.request.method": "GET",
      "url.scheme": "http",
      "http.route": "/users/:id",
      "http.response.status_code": 500,
      "error.type": "RangeError",
    } satisfies Attributes,
  );
  assert.equal(point.value.sum, 0.25);
});

Deno.test("start() returns nothing and tells the API's diag, when recording fails", () => {
  using telemetry = recordTelemetry();
  const warnings: string[] = [];
  const ignore = () => {};
  diag.setLogger({
    error: ignore,
    warn: (message) => warnings.push(message),
    info: ignore,
    debug: ignore,
    verbose: ignore,
  });
  const fail = () => {
    throw new Error("broken");
  };
  const tracerProvider = { getTracer: () => ({ startSpan: fail, startActiveSpan: fail }) };
  try {
    const recorder = createServerRequestRecorder({ ...telemetry, tracerProvider }, DEFAULT_CONFIG);
    assert.equal(recorder.start(getRequest("http://localhost/"), WITHOUT_PEER), undefined);
  } finally {
    diag.disable();
  }
  assert.deepEqual(warnings, ["Cannot record an HTTP request"]);
});
