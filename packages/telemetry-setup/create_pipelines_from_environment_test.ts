import assert from "node:assert/strict";
import { mock } from "node:test";
import { TracerProvider } from "@opentelemetry/sdk-trace";
import { resolveConfig } from "./config/resolve_config.ts";
import { createPipelines } from "./create_pipelines.ts";
import { createGuard } from "./providers/guard/guard.ts";
import { RecordingTracerProvider } from "./providers/traces/recording_tracer_provider.ts";
import type { Delivery, RouteConfig } from "./transports/delivery.ts";
import type { Signal } from "./transports/transport.ts";

/** Builds the pipelines of an environment over a delivery that only keeps what it is given. */
function build(
  env: Readonly<Record<string, string>>,
  { isDurable = false, waitingItems = 0, encodesSpansAtEnd = false } = {},
) {
  const opened: RouteConfig[] = [];
  const sent: Signal[] = [];
  const lingers: (number | undefined)[] = [];
  const delivery: Delivery = {
    canSettle: true,
    open(config) {
      opened.push(config);
      return {
        signal: config.signal,
        destination: "test",
        waitingItems,
        isDurable,
        put(_payload, { lingerMillis }) {
          sent.push(config.signal);
          lingers.push(lingerMillis);
        },
        flush: () => Promise.resolve(),
        close() {},
      };
    },
    connect: () => undefined,
    deliverHere: () => undefined,
    hold: () => () => {},
    settle: () => ({ lost: [], kept: [] }),
    end() {},
    close() {},
  };
  const silent = () => {};
  let dropped = 0;
  const { config } = resolveConfig((name) => env[name]);
  const pipelines = createPipelines(config, {
    delivery: () => delivery,
    report: {
      retrying: silent,
      delivered: silent,
      dropped: (_destination, { itemCount }) => dropped += itemCount,
      quarantined: silent,
      replayed: silent,
      kept: silent,
      lost: silent,
      repaired: silent,
      end: silent,
    },
    encodesSpansAtEnd,
  });
  return { ...pipelines, opened, sent, lingers, dropped: () => dropped };
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
  const { protocol, endpoint, headers, timeoutMillis, compression, userAgent } =
    opened[0]!.transport;
  assert.deepEqual({ protocol, endpoint, headers, timeoutMillis, compression }, {
    protocol: "http",
    endpoint: "http://collector:4318/v1/traces",
    headers: { authorization: "Bearer x", tenant: "a" },
    timeoutMillis: 1234,
    compression: "gzip",
  });
  assert.match(userAgent, /^otel-deno\/\S+ OTel-OTLP-Exporter-JavaScript\/\S+ Deno\/\S+$/);
  assert.deepEqual([opened[0]!.signal, opened[0]!.maxItems], ["traces", 512]);
});

Deno.test("createPipelines() gives an attempt as long as both timeouts allow", () => {
  for (
    const [exporter, processor] of [["1234", "4321"], ["4321", "1234"], ["0", "1234"]] as const
  ) {
    const { opened } = build({
      ...TRACES_ONLY,
      OTEL_EXPORTER_OTLP_TRACES_TIMEOUT: exporter,
      OTEL_BSP_EXPORT_TIMEOUT: processor,
    });
    assert.equal(opened[0]!.transport.timeoutMillis, 1234);
  }
});

Deno.test("createPipelines() opens one transport for each signal, by its own protocol", () => {
  const { opened } = build({ OTEL_EXPORTER_OTLP_METRICS_PROTOCOL: "grpc" });
  assert.deepEqual(opened.map(({ transport }) => `${transport.protocol} ${transport.endpoint}`), [
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
  assert.equal(opened[0]!.transport.timeoutMillis, 2 ** 31 - 1);
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

Deno.test("createPipelines() lets a full batch grow for 100 ms, and for 50 ms before it is on disk, where no size is set", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const growths = [
      [{}, false, 100],
      [{}, true, 50],
      [{ OTEL_BSP_MAX_EXPORT_BATCH_SIZE: "512" }, false, 0],
      [{ OTEL_BSP_MAX_QUEUE_SIZE: "4096" }, false, 0],
      [{ OTEL_EXPORTER_OTLP_PROTOCOL: "http/json" }, false, 0],
    ] as const;
    for (const [env, isDurable, milliseconds] of growths) {
      const { spanProcessors, sent, lingers } = build(
        { ...TRACES_ONLY, ...env },
        { isDurable, encodesSpansAtEnd: true },
      );
      const tracer = new RecordingTracerProvider(
        { spanProcessors: [...spanProcessors] },
        createGuard(() => {}),
      ).getTracer("test");
      for (let count = 0; count < 512; count++) tracer.startSpan("a").end();
      if (milliseconds > 0) {
        mock.timers.tick(milliseconds - 1);
        assert.equal(sent.length, 0);
        mock.timers.tick(1);
      }
      assert.deepEqual(lingers, [0], JSON.stringify(env));
    }
  } finally {
    mock.timers.reset();
  }
});

Deno.test("createPipelines() hands over after 50 ms what is then on disk, with the rest of the delay", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const { spanProcessors, sent, lingers } = build(TRACES_ONLY, { isDurable: true });
    const tracer = new TracerProvider({ spanProcessors: [...spanProcessors] }).getTracer("test");
    tracer.startSpan("a").end();
    mock.timers.tick(49);
    assert.equal(sent.length, 0);
    mock.timers.tick(1);
    assert.deepEqual(lingers, [4950]);
  } finally {
    mock.timers.reset();
  }
});

Deno.test("createPipelines() bounds the spans that wait only where OTEL_BSP_MAX_QUEUE_SIZE is set", () => {
  for (const [size, expected] of [["5", 3], ["", 0]] as const) {
    const { spanProcessors, dropped } = build({
      ...TRACES_ONLY,
      OTEL_BSP_MAX_QUEUE_SIZE: size,
    }, { waitingItems: 3 });
    const tracer = new TracerProvider({ spanProcessors: [...spanProcessors] }).getTracer("test");
    for (let count = 0; count < 5; count++) tracer.startSpan("a").end();
    assert.equal(dropped(), expected);
  }
});
