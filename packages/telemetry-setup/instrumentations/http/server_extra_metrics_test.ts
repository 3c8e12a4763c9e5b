import { type Attributes, ROOT_CONTEXT } from "@opentelemetry/api";
import assert from "node:assert/strict";
import { configWith, DEFAULT_CONFIG } from "../testdata/instrumentation_config.ts";
import { type RecordedTelemetry, recordTelemetry } from "../testdata/record_telemetry.ts";
import { createServerRequestRecorder } from "./server_request_recorder.ts";

const WITHOUT_PEER = { parent: ROOT_CONTEXT, peer: undefined };
const EXTRA = configWith({ http_extra_metrics: true });

interface Case {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly status?: number;
  readonly answered?: Record<string, string>;
}

function record(
  telemetry: RecordedTelemetry,
  { method = "GET", headers = {}, status = 200, answered = {} }: Case,
) {
  const request = { method, url: "http://dice/", headers: new Headers(headers) };
  const recorded = createServerRequestRecorder(telemetry, EXTRA).start(request, WITHOUT_PEER);
  recorded?.respond(status, { headers: new Headers(answered) });
  return recorded;
}

/** Each metric's kind, unit and points, those of histograms as their sum. */
async function read(telemetry: RecordedTelemetry) {
  const metrics = await telemetry.collectMetrics();
  return Object.fromEntries(
    metrics.filter(({ descriptor }) => descriptor.name !== "http.server.request.duration")
      .map(({ descriptor, dataPoints }) => [
        `${descriptor.name} ${descriptor.unit}`,
        dataPoints.map(({ attributes, value }): [Attributes, unknown] => [
          attributes,
          typeof value === "object" ? value.sum : value,
        ]),
      ]),
  );
}

Deno.test("Extra metrics count requests while they are served, and sizes when they end", async () => {
  using telemetry = recordTelemetry();
  const recorded = record(telemetry, {
    method: "POST",
    headers: { "content-length": "12" },
    answered: { "content-length": "34" },
  });
  const started = { "http.request.method": "POST", "url.scheme": "http" };
  assert.deepEqual(await read(telemetry), {
    "http.server.active_requests {request}": [[started, 1]],
  });
  recorded?.end();
  const ended = { ...started, "http.response.status_code": 200 };
  assert.deepEqual(await read(telemetry), {
    "http.server.active_requests {request}": [[started, 0]],
    "http.server.request.body.size By": [[ended, 12]],
    "http.server.response.body.size By": [[ended, 34]],
  });
});

const SIZES: readonly (Case & { readonly sizes: readonly unknown[] })[] = [
  { answered: { "content-length": "3" }, sizes: [0, 3] },
  { answered: {}, sizes: [0, undefined] },
  { method: "HEAD", answered: { "content-length": "3" }, sizes: [0, 0] },
  { status: 304, answered: { "content-length": "3" }, sizes: [0, 0] },
  { status: 204, sizes: [0, 0] },
  { method: "POST", headers: { "transfer-encoding": "chunked" }, sizes: [undefined, undefined] },
  {
    headers: { "content-length": "-1" },
    answered: { "content-length": "x" },
    sizes: [0, undefined],
  },
  { headers: { "content-length": "9".repeat(400) }, sizes: [0, undefined] },
];
for (const { sizes, ...one } of SIZES) {
  Deno.test(`Extra metrics have the sizes ${Deno.inspect(sizes)} of ${JSON.stringify(one)}`, async () => {
    using telemetry = recordTelemetry();
    record(telemetry, one)?.end();
    const metrics = await read(telemetry);
    assert.deepEqual(
      ["request", "response"].map((side) => metrics[`http.server.${side}.body.size By`]?.[0]?.[1]),
      sizes,
    );
  });
}

Deno.test("Extra metrics are not there, when nobody asks for them", async () => {
  using telemetry = recordTelemetry();
  const request = new Request("http://dice/");
  createServerRequestRecorder(telemetry, DEFAULT_CONFIG).start(request, WITHOUT_PEER)?.end();
  const metrics = await telemetry.collectMetrics();
  assert.deepEqual(metrics.map(({ descriptor }) => descriptor.name), [
    "http.server.request.duration",
  ]);
});

Deno.test("respond() tells when the answer began, once and only when asked", () => {
  for (const first_byte_event of [true, false]) {
    using telemetry = recordTelemetry();
    const recorder = createServerRequestRecorder(telemetry, configWith({ first_byte_event }));
    const recorded = recorder.start(new Request("http://dice/"), WITHOUT_PEER);
    recorded?.respond(200);
    recorded?.respond(200);
    recorded?.end();
    assert.deepEqual(
      telemetry.takeSpans()[0]?.events.map(({ name }) => name),
      first_byte_event ? ["otel_deno.http.first_byte"] : [],
    );
  }
});
