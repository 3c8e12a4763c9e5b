import assert from "node:assert/strict";
import { mock } from "node:test";
import { TracerProvider } from "@opentelemetry/sdk-trace";
import { resolveConfig } from "./config/resolve_config.ts";
import { createPipelines } from "./create_pipelines.ts";
import type { Delivery } from "./transports/delivery.ts";
import type { Signal } from "./transports/transport.ts";
import type { OtlpTransportConfig } from "./transports/transport_config.ts";

/** Builds the pipelines of an environment over a delivery that only keeps what it is given. */
function build(env: Readonly<Record<string, string>>) {
  const opened: { readonly config: OtlpTransportConfig; readonly deadlineMillis: number }[] = [];
  const sent: Signal[] = [];
  const delivery: Delivery = {
    canSettle: true,
    open(config, deadlineMillis) {
      opened.push({ config, deadlineMillis });
      return {
        destination: "test",
        send(_payload, { signal }) {
          sent.push(signal);
          return Promise.resolve({ outcome: "accepted", rejectedCount: 0, message: "" });
        },
        close() {},
      };
    },
    connect: () => undefined,
    hold: () => () => {},
    settle: () => [],
    end() {},
    close() {},
  };
  const silent = () => {};
  const { config } = resolveConfig((name) => env[name]);
  const pipelines = createPipelines(config, {
    delivery: () => delivery,
    report: {
      retrying: silent,
      delivered: silent,
      dropped: silent,
      lost: silent,
      repaired: silent,
      end: silent,
    },
  });
  return { ...pipelines, opened, sent };
}

const TRACES_ONLY = { OTEL_METRICS_EXPORTER: "none", OTEL_LOGS_EXPORTER: "none" };

Deno.test("createPipelines() opens transports as the variables say", () => {
  const { opened } = build({
    ...TRACES_ONLY,
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318",
    OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20x,tenant=a",
    OTEL_EXPORTER_OTLP_TRACES_TIMEOUT: "1234",
    OTEL_EXPORTER_OTLP_COMPRESSION: "gzip",
    OTEL_BSP_EXPORT_TIMEOUT: "4321",
  });
  assert.equal(opened.length, 1);
  const { protocol, endpoint, headers, timeoutMillis, compression, userAgent } = opened[0]!.config;
  assert.deepEqual({ protocol, endpoint, headers, timeoutMillis, compression }, {
    protocol: "http",
    endpoint: "http://collector:4318/v1/traces",
    headers: { authorization: "Bearer x", tenant: "a" },
    timeoutMillis: 1234,
    compression: "gzip",
  });
  assert.match(userAgent, /^otel-deno\/\S+ OTel-OTLP-Exporter-JavaScript\/\S+ Deno\/\S+$/);
  assert.equal(opened[0]!.deadlineMillis, 4321);
});

Deno.test("createPipelines() opens one transport for each signal, by its own protocol", () => {
  const { opened } = build({ OTEL_EXPORTER_OTLP_METRICS_PROTOCOL: "grpc" });
  assert.deepEqual(opened.map(({ config }) => `${config.protocol} ${config.endpoint}`), [
    "http http://localhost:4318/v1/traces",
    "http http://localhost:4318/v1/logs",
    "grpc http://localhost:4317",
  ]);
});

Deno.test("createPipelines() takes a timeout of 0 for none", () => {
  const { opened } = build({
    ...TRACES_ONLY,
    OTEL_EXPORTER_OTLP_TIMEOUT: "0",
    OTEL_BSP_EXPORT_TIMEOUT: "0",
  });
  assert.equal(opened[0]!.config.timeoutMillis, 2 ** 31 - 1);
  assert.equal(opened[0]!.deadlineMillis, 2 ** 31 - 1);
});

Deno.test("createPipelines() batches as the variables say", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const { spanProcessors, sent } = build({
      ...TRACES_ONLY,
      OTEL_BSP_SCHEDULE_DELAY: "300",
      OTEL_BSP_MAX_EXPORT_BATCH_SIZE: "2",
    });
    const tracer = new TracerProvider({ spanProcessors: [...spanProcessors] }).getTracer("test");
    tracer.startSpan("a").end();
    mock.timers.tick(299);
    assert.equal(sent.length, 0);
    mock.timers.tick(1);
    assert.equal(sent.length, 1, "the delay is over");
    await Promise.all(spanProcessors.map((processor) => processor.forceFlush()));
    tracer.startSpan("b").end();
    tracer.startSpan("c").end();
    assert.equal(sent.length, 2, "a full batch does not wait");
  } finally {
    mock.timers.reset();
  }
});
