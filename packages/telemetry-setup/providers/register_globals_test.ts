import {
  context,
  createContextKey,
  logs,
  metrics,
  propagation,
  type ProxyTracerProvider,
  ROOT_CONTEXT,
  SeverityNumber,
  trace,
} from "@opentelemetry/api";
import { logs as apiLogs } from "@opentelemetry/api-logs";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import {
  InMemoryLogRecordExporter,
  LoggerProvider,
  SimpleLogRecordProcessor,
} from "@opentelemetry/sdk-logs";
import { MeterProvider } from "@opentelemetry/sdk-metrics";
import { TracerProvider } from "@opentelemetry/sdk-trace";
import assert from "node:assert/strict";
import { type Globals, registerGlobals } from "./register_globals.ts";

type ApiLogsProvider = Parameters<typeof apiLogs.setGlobalLoggerProvider>[0];

function createGlobals() {
  const exporter = new InMemoryLogRecordExporter();
  const globals = {
    propagator: new W3CTraceContextPropagator(),
    tracerProvider: new TracerProvider(),
    meterProvider: new MeterProvider(),
    loggerProvider: new LoggerProvider({
      processors: [new SimpleLogRecordProcessor({ exporter })],
    }),
  } satisfies Globals;
  return { globals, exporter };
}

/** What of it is registered. */
function registered(globals: Globals): Record<string, boolean> {
  const key = createContextKey("test");
  return {
    context: context.with(
      ROOT_CONTEXT.setValue(key, 1),
      () => context.active().getValue(key) === 1,
    ),
    propagation: propagation.fields().length > 0,
    // The API hands out a stand-in, which leads to it.
    trace: (trace.getTracerProvider() as ProxyTracerProvider).getDelegate() ===
      globals.tracerProvider,
    metrics: metrics.getMeterProvider() === globals.meterProvider,
    logs: logs.getLoggerProvider() === globals.loggerProvider,
    apiLogs: apiLogs.getLoggerProvider() === globals.loggerProvider as unknown,
  };
}
const all = (value: boolean) => ({
  context: value,
  propagation: value,
  trace: value,
  metrics: value,
  logs: value,
  apiLogs: value,
});

Deno.test("registerGlobals() registers everything, and takes it back", () => {
  const { globals } = createGlobals();
  for (let round = 0; round < 2; round++) {
    const unregister = registerGlobals(globals);
    assert.deepEqual(registered(globals), all(true));
    unregister();
    assert.deepEqual(registered(globals), all(false));
  }
});

Deno.test("registerGlobals() leaves absent providers no-ops", () => {
  const { globals: { propagator } } = createGlobals();
  const unregister = registerGlobals({ propagator });
  try {
    assert.equal(trace.getTracer("test").startSpan("span").isRecording(), false);
    assert.ok(propagation.fields().includes("traceparent"));
  } finally {
    unregister();
  }
});

Deno.test("A log record arrives through either logs API", () => {
  const { globals, exporter } = createGlobals();
  const unregister = registerGlobals(globals);
  try {
    const record = { severityNumber: SeverityNumber.WARN, attributes: { a: 1 } };
    logs.getLogger("new").emit({ ...record, body: "through @opentelemetry/api" });
    apiLogs.getLogger("old").emit({ ...record, body: "through @opentelemetry/api-logs" });
  } finally {
    unregister();
  }
  const arrived = exporter.getFinishedLogRecords();
  assert.deepEqual(
    arrived.map(({ body, instrumentationScope }) => [instrumentationScope.name, body]),
    [["new", "through @opentelemetry/api"], ["old", "through @opentelemetry/api-logs"]],
  );
  for (const { severityNumber, attributes } of arrived) {
    assert.equal(severityNumber, SeverityNumber.WARN);
    assert.deepEqual(attributes, { a: 1 });
  }
});

Deno.test("A log record of either logs API has the active span's ids", () => {
  const { globals, exporter } = createGlobals();
  const unregister = registerGlobals(globals);
  try {
    trace.getTracer("test").startActiveSpan("work", (span) => {
      logs.getLogger("new").emit({ body: "new" });
      apiLogs.getLogger("old").emit({ body: "old" });
      const ids = exporter.getFinishedLogRecords().map(({ spanContext }) => spanContext?.spanId);
      assert.deepEqual(ids, [span.spanContext().spanId, span.spanContext().spanId]);
    });
  } finally {
    unregister();
  }
});

Deno.test("A logger that was had before the start works after it, through either logs API", () => {
  const [early, earlier] = [logs.getLogger("new"), apiLogs.getLogger("old")];
  const { globals, exporter } = createGlobals();
  const unregister = registerGlobals(globals);
  try {
    early.emit({ body: "new" });
    earlier.emit({ body: "old" });
  } finally {
    unregister();
  }
  assert.deepEqual(exporter.getFinishedLogRecords().map(({ body }) => body), ["new", "old"]);
});

const OTHERS: Record<string, () => () => void> = {
  "the context manager"() {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager());
    return () => context.disable();
  },
  "the propagator"() {
    propagation.setGlobalPropagator(new W3CTraceContextPropagator());
    return () => propagation.disable();
  },
  "the tracer provider"() {
    trace.setGlobalTracerProvider(new TracerProvider());
    return () => trace.disable();
  },
  "the meter provider"() {
    metrics.setGlobalMeterProvider(new MeterProvider());
    return () => metrics.disable();
  },
  "the logger provider"() {
    logs.setGlobalLoggerProvider(new LoggerProvider());
    return () => logs.disable();
  },
  "the logger provider of api-logs"() {
    apiLogs.setGlobalLoggerProvider(new LoggerProvider() as unknown as ApiLogsProvider);
    return () => apiLogs.disable();
  },
};

for (const [what, registerOther] of Object.entries(OTHERS)) {
  Deno.test(`registerGlobals() throws and leaves nothing, when another has ${what}`, () => {
    const { globals } = createGlobals();
    const unregisterOther = registerOther();
    const before = registered(globals);
    try {
      assert.throws(() => registerGlobals(globals), {
        message: `Cannot register ${what}: another one is registered already`,
      });
      assert.deepEqual(registered(globals), before);
    } finally {
      unregisterOther();
    }
  });
}
