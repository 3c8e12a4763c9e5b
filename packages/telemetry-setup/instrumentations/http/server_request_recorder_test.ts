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
import { type RecordedTelemetry, recordTelemetry } from "../testdata/record_telemetry.ts";
import { stopClock } from "../testdata/stop_clock.ts";
import { activeServerRequest } from "./active_server_request.ts";
import {
  createServerRequestRecorder,
  type RecordedRequest,
  type StartOptions,
} from "./server_request_recorder.ts";
import { DEFAULT_CONFIG } from "../testdata/instrumentation_config.ts";

const WITHOUT_PEER: StartOptions = { parent: ROOT_CONTEXT, peer: undefined };

/** Records one request from start to end, and returns its only span. */
function record(
  telemetry: RecordedTelemetry,
  request: Request,
  { options = WITHOUT_PEER, serve = (recorded) => recorded.respond(200) }: {
    readonly options?: StartOptions;
    readonly serve?: (recorded: RecordedRequest) => void;
  } = {},
) {
  const recorded = createServerRequestRecorder(telemetry, DEFAULT_CONFIG).start(request, options);
  assert.ok(recorded);
  serve(recorded);
  recorded.end();
  const [span, ...others] = telemetry.takeSpans();
  assert.ok(span);
  assert.equal(others.length, 0);
  return span;
}

function get(url: string, headers: Record<string, string> = {}): Request {
  return new Request(url, { headers });
}

Deno.test("start() records every attribute of the conventions, with its type", () => {
  using telemetry = recordTelemetry();
  const request = get("https://dice.example:8443/rolldice?player=alice&sig=secret", {
    "user-agent": "curl/8.0",
  });
  const span = record(telemetry, request, {
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
  const span = record(telemetry, get("http://localhost/"));

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
    const request = Object.defineProperty(get("http://x/"), "url", { value: url });
    const { attributes } = record(telemetry, request);
    assert.deepEqual(
      [attributes["server.address"], attributes["server.port"]],
      [address, port],
    );
    assert.ok(!JSON.stringify(attributes).includes("secret"));
  });
}

Deno.test("start() records a request whose Host is none", () => {
  using telemetry = recordTelemetry();
  const request = Object.defineProperty(get("http://x/"), "url", { value: "http://a b/c?d" });
  const { attributes } = record(telemetry, request);
  assert.equal(attributes["url.path"], "/c");
  assert.equal(attributes["url.query"], "d");
});

Deno.test("start() tells known methods as they are", () => {
  using telemetry = recordTelemetry();
  for (const method of ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "QUERY"]) {
    const span = record(telemetry, new Request("http://localhost/", { method }));
    assert.equal(span.name, method);
    assert.equal(span.attributes["http.request.method"], method);
    assert.equal(span.attributes["http.request.method_original"], undefined);
  }
});

Deno.test("start() tells other methods as _OTHER and names the span HTTP", async () => {
  using telemetry = recordTelemetry();
  for (const method of ["BREW", "get", "Post", "PROPFIND"]) {
    const request = Object.defineProperty(get("http://localhost/a"), "method", { value: method });
    const span = record(telemetry, request, {
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
  const span = record(
    telemetry,
    get("http://localhost/", {
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
    assert.equal(record(telemetry, get("http://localhost/", headers)).parentSpanContext, undefined);
  }
});

Deno.test("start() uses the given parent, when the request brings no trace", () => {
  using telemetry = recordTelemetry();
  const outer = telemetry.tracerProvider.getTracer("test").startSpan("outer");
  const span = record(telemetry, get("http://localhost/"), {
    options: { parent: trace.setSpan(ROOT_CONTEXT, outer), peer: undefined },
  });
  assert.equal(span.parentSpanContext?.spanId, outer.spanContext().spanId);
});

Deno.test("start() gives a context in which the request and its span are active", () => {
  using telemetry = recordTelemetry();
  const request = get("http://localhost/");
  const span = record(telemetry, request, {
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

Deno.test("end() leaves the status unset for 1xx to 4xx, also after an exception", () => {
  using telemetry = recordTelemetry();
  for (const status of [101, 200, 304, 400, 404, 499]) {
    const span = record(telemetry, get("http://localhost/"), {
      serve(recorded) {
        recorded.active.error = new Error("handled");
        recorded.respond(status);
      },
    });
    assert.deepEqual(span.status, { code: SpanStatusCode.UNSET });
    assert.equal(span.attributes["http.response.status_code"], status);
    assert.equal(span.attributes["error.type"], undefined);
    assert.deepEqual(span.events, []);
  }
});

Deno.test("end() sets an error for 5xx, with the code as error.type", () => {
  using telemetry = recordTelemetry();
  for (const status of [500, 503, 599]) {
    const span = record(telemetry, get("http://localhost/"), {
      serve: (recorded) => recorded.respond(status),
    });
    assert.deepEqual(span.status, { code: SpanStatusCode.ERROR });
    assert.equal(span.attributes["error.type"], String(status));
    assert.deepEqual(span.events, []);
  }
});

Deno.test("end() records an exception that led to 5xx as event, status and error.type", () => {
  using telemetry = recordTelemetry();
  const error = new RangeError("rolls is 0");
  const span = record(telemetry, get("http://localhost/"), {
    serve(recorded) {
      recorded.active.error = error;
      recorded.respond(500);
    },
  });
  assert.deepEqual(span.status, { code: SpanStatusCode.ERROR, message: "rolls is 0" });
  assert.equal(span.attributes["error.type"], "RangeError");
  assert.deepEqual(span.events.map(({ name, attributes }) => [name, attributes]), [["exception", {
    "exception.type": "RangeError",
    "exception.message": "rolls is 0",
    "exception.stacktrace": error.stack,
  }]]);
});

Deno.test("end() tells the class of an exception, not its code", () => {
  using telemetry = recordTelemetry();
  const span = record(telemetry, get("http://localhost/"), {
    serve(recorded) {
      recorded.active.error = Object.assign(new TypeError("gone"), { code: "ENOENT" });
      recorded.respond(500);
    },
  });
  assert.equal(span.events[0]?.attributes?.["exception.type"], "TypeError");
});

Deno.test("end() makes up no stack and no type, when something else than an error was thrown", () => {
  using telemetry = recordTelemetry();
  const span = record(telemetry, get("http://localhost/"), {
    serve(recorded) {
      recorded.active.error = "boom";
      recorded.respond(500);
    },
  });
  assert.deepEqual(span.status, { code: SpanStatusCode.ERROR, message: "boom" });
  assert.equal(span.attributes["error.type"], "_OTHER");
  assert.deepEqual(span.events[0]?.attributes, { "exception.message": "boom" });
});

Deno.test("end() never throws, whatever was thrown", () => {
  using telemetry = recordTelemetry();
  const hostile = {
    [Symbol.toPrimitive]() {
      throw new Error("no text");
    },
    [Symbol.for("Deno.customInspect")]() {
      throw new Error("no text");
    },
  };
  for (const error of [hostile, Object.create(null), Symbol("s"), new Proxy({}, hostileTraps)]) {
    const span = record(telemetry, get("http://localhost/"), {
      serve(recorded) {
        recorded.active.error = error;
        recorded.respond(500);
      },
    });
    assert.equal(span.status.code, SpanStatusCode.ERROR);
  }
});

const hostileTraps: ProxyHandler<object> = {
  get() {
    throw new Error("no reading");
  },
  getPrototypeOf() {
    throw new Error("no prototype");
  },
};

Deno.test("end() records no status code, when nothing was answered", async () => {
  using telemetry = recordTelemetry();
  const span = record(telemetry, get("http://localhost/"), { serve: () => {} });
  assert.deepEqual(span.status, { code: SpanStatusCode.UNSET });
  assert.equal("http.response.status_code" in span.attributes, false);
  const point = (await telemetry.collectDuration())?.dataPoints[0];
  assert.deepEqual(point?.attributes, { "http.request.method": "GET", "url.scheme": "http" });
});

Deno.test("end() counts only once", async () => {
  using telemetry = recordTelemetry();
  record(telemetry, get("http://localhost/"), {
    serve(recorded) {
      recorded.respond(200);
      recorded.end();
      recorded.respond(500);
    },
  });
  const points = (await telemetry.collectDuration())?.dataPoints ?? [];
  assert.equal(points.length, 1);
  assert.equal(points[0]?.value.count, 1);
  assert.equal(points[0]?.attributes["http.response.status_code"], 200);
});

Deno.test("end() records http.server.request.duration in seconds, in the advised buckets", async () => {
  using telemetry = recordTelemetry();
  using clock = stopClock();
  record(telemetry, get("http://localhost:8080/users/7?a=b", { "user-agent": "x" }), {
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
    assert.equal(recorder.start(get("http://localhost/"), WITHOUT_PEER), undefined);
  } finally {
    diag.disable();
  }
  assert.deepEqual(warnings, ["Cannot record an HTTP request"]);
});
