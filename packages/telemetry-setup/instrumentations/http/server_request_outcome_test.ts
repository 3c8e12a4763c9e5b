import { SpanStatusCode } from "@opentelemetry/api";
import assert from "node:assert/strict";
import { getRequest, recordRequest } from "../testdata/record_request.ts";
import { recordTelemetry } from "../testdata/record_telemetry.ts";

Deno.test("end() leaves the status unset for 1xx to 4xx, also after an exception", () => {
  using telemetry = recordTelemetry();
  for (const status of [101, 200, 304, 400, 404, 499]) {
    const span = recordRequest(telemetry, getRequest("http://localhost/"), {
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
    const span = recordRequest(telemetry, getRequest("http://localhost/"), {
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
  const span = recordRequest(telemetry, getRequest("http://localhost/"), {
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
  const span = recordRequest(telemetry, getRequest("http://localhost/"), {
    serve(recorded) {
      recorded.active.error = Object.assign(new TypeError("gone"), { code: "ENOENT" });
      recorded.respond(500);
    },
  });
  assert.equal(span.events[0]?.attributes?.["exception.type"], "TypeError");
});

Deno.test("end() makes up no stack and no type, when something else than an error was thrown", () => {
  using telemetry = recordTelemetry();
  const span = recordRequest(telemetry, getRequest("http://localhost/"), {
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
    const span = recordRequest(telemetry, getRequest("http://localhost/"), {
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
  const span = recordRequest(telemetry, getRequest("http://localhost/"), { serve: () => {} });
  assert.deepEqual(span.status, { code: SpanStatusCode.UNSET });
  assert.equal("http.response.status_code" in span.attributes, false);
  const point = (await telemetry.collectDuration())?.dataPoints[0];
  assert.deepEqual(point?.attributes, { "http.request.method": "GET", "url.scheme": "http" });
});

Deno.test("end() counts only once", async () => {
  using telemetry = recordTelemetry();
  recordRequest(telemetry, getRequest("http://localhost/"), {
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
