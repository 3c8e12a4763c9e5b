import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import assert from "node:assert/strict";
import { DEFAULT_CONFIG } from "../../testdata/instrumentation_config.ts";
import { recordTelemetry } from "../../testdata/record_telemetry.ts";
import { createHttpClientInstrumentation } from "./http_client.ts";
import { startClientServer } from "./testdata/client_server.ts";
import { CLIENT_SHAPES, type ExpectedRequest } from "./testdata/client_shapes.ts";
import { HTTP2_SHAPES } from "./testdata/http2_shapes.ts";
import { RPC_SHAPES } from "./testdata/rpc_shapes.ts";

const ignore = Deno.permissions.querySync({ name: "net" }).state !== "granted";
const HTTP_ATTRIBUTES = [
  "http.request.method",
  "server.address",
  "server.port",
  "http.response.status_code",
  "network.protocol.version",
  "error.type",
];

/** What every such span has, unless the row says otherwise. */
function allAttributes(expected: ExpectedRequest, port: number): Record<string, unknown> {
  const { span = "GET", path = "/text", status, attributes, error } = expected;
  const host = `127.0.0.1:${port}`;
  const all: Record<string, unknown> = {
    "http.request.method": span,
    "server.address": "127.0.0.1",
    "server.port": port,
    "url.full": `http://${host}${path}`,
    ...status !== undefined && { "http.response.status_code": status },
    ...error !== undefined && { "error.type": error },
    ...attributes,
  };
  return { ...all, "url.full": String(all["url.full"]).replace("HOST", host) };
}

const SHAPES = [...CLIENT_SHAPES, ...HTTP2_SHAPES, ...RPC_SHAPES];

for (const { name, config = DEFAULT_CONFIG, send, expected } of SHAPES) {
  Deno.test(`createHttpClientInstrumentation() records: ${name}`, {
    ignore,
    // Answers that are never read, connections that break off: that is what is tested.
    sanitizeOps: false,
    sanitizeResources: false,
  }, async () => {
    await using server = startClientServer();
    using telemetry = recordTelemetry();
    using _ = createHttpClientInstrumentation().enable(telemetry, config);
    await send(`http://127.0.0.1:${server.port}`).catch(() => {});

    const spans = telemetry.takeSpans();
    const measured = await telemetry.collectDuration();
    const points = measured?.dataPoints ?? [];
    if (expected === undefined) {
      assert.deepEqual(spans.map(({ name }) => name), []);
      assert.deepEqual(points.map(({ attributes }) => attributes), []);
      for (const { headers } of server.takeSeen()) assert.equal(headers.has("traceparent"), false);
      return;
    }
    assert.equal(spans.length, 1);
    const [span] = spans;
    assert.ok(span !== undefined);
    const attributes = allAttributes(expected, server.port);
    const failed = expected.error !== undefined;
    assert.equal(span.name, expected.span ?? "GET");
    assert.equal(span.kind, SpanKind.CLIENT);
    assert.deepEqual({ ...span.attributes }, attributes);
    assert.equal(span.status.code, failed ? SpanStatusCode.ERROR : SpanStatusCode.UNSET);
    assert.deepEqual(
      span.events.map(({ name }) => name),
      expected.exception === true ? ["exception"] : [],
    );
    assert.equal(span.instrumentationScope.name, "@otel-deno/telemetry-setup/http-client");

    assert.deepEqual(
      [measured?.descriptor.name, measured?.descriptor.unit],
      ["http.client.request.duration", "s"],
    );
    assert.deepEqual(
      points.map(({ attributes }) => attributes),
      [
        Object.fromEntries(
          Object.entries(attributes).filter(([key]) => HTTP_ATTRIBUTES.includes(key)),
        ),
      ],
    );
    // Whatever arrived belongs to the trace.
    const { traceId, spanId } = span.spanContext();
    for (const { headers } of server.takeSeen()) {
      assert.match(headers.get("traceparent") ?? "", new RegExp(`^00-${traceId}-${spanId}-`));
    }
  });
}
