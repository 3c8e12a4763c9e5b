import { SeverityNumber } from "@opentelemetry/api";
import assert from "node:assert/strict";
import type { Config, LogLevel, LogRecord, Sink } from "@logtape/logtape";
import { createConsoleInstrumentation } from "./console.ts";
import { createLogtapeRedirect } from "./logtape.ts";
import { redirectModules } from "./module_redirect.ts";
import { type RecordedTelemetry, recordTelemetry } from "./testdata/record_telemetry.ts";
import { DEFAULT_CONFIG } from "./testdata/instrumentation_config.ts";

const telemetry = recordTelemetry();
redirectModules([createLogtapeRedirect(telemetry.loggerProvider)]);
// After the redirection, as in an application that it is preloaded for.
const logtape = await import("@logtape/logtape");
const { configure, configureSync, getConsoleSink, getLogger, reset, resetSync } = logtape;

type AppConfig = Config<string, string>;
const QUIET_META = { category: ["logtape", "meta"], sinks: [], lowestLevel: "fatal" as const };

/** What the sink of an application got. */
function createMemory(): { readonly sink: Sink; readonly records: LogRecord[] } {
  const records: LogRecord[] = [];
  return { sink: (record) => records.push(record), records };
}

/** Configures for the time of the callback. */
async function configured(
  { sinks, loggers, ...rest }: AppConfig,
  use: () => void | Promise<void>,
): Promise<void> {
  await configure({ ...rest, sinks, loggers: [...loggers, QUIET_META] });
  telemetry.takeLogs();
  try {
    await use();
  } finally {
    await reset();
  }
}

/** A console whose lines are collected, with the instrumentation that records them on top. */
function observedConsole(telemetry: RecordedTelemetry) {
  const originals = { ...console };
  const lines: string[] = [];
  const print = (...data: unknown[]) => lines.push(data.join(" "));
  Object.assign(console, { debug: print, log: print, info: print, warn: print, error: print });
  const enabled = createConsoleInstrumentation({ outputToStderr: false }).enable(
    telemetry,
    DEFAULT_CONFIG,
  );
  return {
    lines,
    [Symbol.dispose]() {
      enabled[Symbol.dispose]();
      Object.assign(console, originals);
    },
  };
}

const bodies = () => telemetry.takeLogs().map(({ body }) => body);

Deno.test("configure() adds the sink beside the application's", async () => {
  const { sink, records } = createMemory();
  await configured({ sinks: { sink }, loggers: [{ category: ["app"], sinks: ["sink"] }] }, () => {
    getLogger(["app"]).warn("{player} is rolling: {result}", { player: "alice", result: 4 });
  });
  assert.equal(records.length, 1);
  const [record, ...others] = telemetry.takeLogs();
  assert.equal(others.length, 0);
  assert.equal(record?.body, "alice is rolling: 4");
  assert.equal(record.severityNumber, SeverityNumber.WARN);
  assert.equal(record.severityText, "WARN");
  assert.equal(record.instrumentationScope.name, "app");
  assert.deepEqual(record.attributes, { player: "alice", result: 4 });
});

Deno.test("configureSync() adds the sink, too", () => {
  configureSync({ sinks: {}, loggers: [{ category: "app" }, QUIET_META] });
  getLogger(["app"]).info("sync");
  resetSync();
  assert.deepEqual(bodies(), ["sync"]);
});

Deno.test("configure() adds the sink again after reset(), and with reset: true", async () => {
  const config = { sinks: {}, loggers: [{ category: "app" }, QUIET_META] };
  await configure(config);
  getLogger(["app"]).info("first");
  await reset();
  getLogger(["app"]).info("not configured");
  await configure(config);
  getLogger(["app"]).info("second");
  await configure({ ...config, reset: true });
  getLogger(["app"]).info("third");
  await reset();
  assert.deepEqual(bodies(), ["first", "second", "third"]);
});

Deno.test("configure() adds the sink once, when the application extends what getConfig() gives", async () => {
  const { sink, records } = createMemory();
  await configure({ sinks: { sink }, loggers: [{ category: "app", sinks: ["sink"] }, QUIET_META] });
  const current = logtape.getConfig() as AppConfig;
  await configure({ ...current, loggers: [...current.loggers, { category: "new" }], reset: true });
  telemetry.takeLogs();
  getLogger(["app"]).info("app");
  getLogger(["new"]).info("new");
  await reset();
  assert.deepEqual(bodies(), ["app", "new"]);
  assert.equal(records.length, 1);
});

Deno.test("withConfig() and withConfigSync() add the sink", async () => {
  const { AsyncLocalStorage } = await import("node:async_hooks");
  const contextLocalStorage = new AsyncLocalStorage<Record<string, unknown>>();
  const { sink, records } = createMemory();
  const scoped = { sinks: { sink }, loggers: [{ category: "app", sinks: ["sink"] }] };
  await configured({ contextLocalStorage, ...scoped }, async () => {
    await logtape.withConfig(scoped, async () => {
      await Promise.resolve();
      getLogger(["app"]).info("scoped");
    });
    const result = logtape.withConfigSync(scoped, () => {
      getLogger(["app"]).info("scoped sync");
      return 42;
    });
    assert.equal(result, 42);
  });
  assert.deepEqual(bodies(), ["scoped", "scoped sync"]);
  assert.equal(records.length, 2);
});

Deno.test("withConfig() disposes no sink that the global configuration has, too", async () => {
  const { AsyncLocalStorage } = await import("node:async_hooks");
  const contextLocalStorage = new AsyncLocalStorage<Record<string, unknown>>();
  let disposed = 0;
  const shared: Sink & Disposable = Object.assign(() => {}, { [Symbol.dispose]: () => disposed++ });
  const config = { sinks: { shared }, loggers: [{ category: "app", sinks: ["shared"] }] };
  await configured({ contextLocalStorage, ...config }, async () => {
    await logtape.withConfig(config, () => Promise.resolve());
    assert.equal(disposed, 0);
  });
  assert.equal(disposed, 1);
});

Deno.test("A record comes once, of whichever categories its loggers are configured", async () => {
  const { sink, records } = createMemory();
  const loggers: AppConfig["loggers"] = [
    { category: [], sinks: ["sink"] },
    { category: ["app"], sinks: ["sink"] },
    { category: ["app", "db"] },
    { category: ["app", "http"], sinks: ["sink"], parentSinks: "override" },
    { category: ["app", "forward"], parentSinks: "forward" },
  ];
  await configured({ sinks: { sink }, loggers }, () => {
    getLogger(["other"]).info("other");
    getLogger(["app"]).info("app");
    getLogger(["app", "db"]).info("db");
    getLogger(["app", "db", "pool"]).info("pool");
    getLogger(["app", "http"]).info("http");
    getLogger(["app", "forward"]).info("forward");
  });
  assert.deepEqual(bodies(), ["other", "app", "db", "pool", "http", "forward"]);
  assert.equal(records.length, 1 + 2 + 2 + 2 + 1 + 2);
});

Deno.test("A record comes once, when a sink logs itself in between", async () => {
  const logs: Sink = (record) => {
    if (record.category[0] === "app") getLogger(["audit"]).info("audited");
  };
  const loggers = [
    { category: [] },
    { category: ["app"], sinks: ["logs"] },
    { category: ["audit"], sinks: [] },
  ];
  await configured({ sinks: { logs }, loggers }, () => getLogger(["app"]).info("app"));
  assert.deepEqual(bodies(), ["app", "audited"]);
});

Deno.test("The levels and filters stay the application's", async () => {
  const loggers: AppConfig["loggers"] = [
    { category: ["app"], lowestLevel: "warning" },
    { category: ["app", "verbose"], lowestLevel: "trace" },
    { category: ["silent"], lowestLevel: null },
    { category: ["filtered"], filters: ["even"] },
  ];
  const filters = { even: ({ properties }: LogRecord) => Number(properties["n"]) % 2 === 0 };
  await configured({ sinks: {}, filters, loggers }, () => {
    getLogger(["app"]).info("too low");
    getLogger(["app"]).warn("warning");
    getLogger(["app", "verbose"]).trace("verbose");
    getLogger(["silent"]).fatal("silent");
    getLogger(["filtered"]).info("odd", { n: 1 });
    getLogger(["filtered"]).info("even", { n: 2 });
    getLogger(["unconfigured"]).fatal("unconfigured");
  });
  assert.deepEqual(bodies(), ["warning", "verbose", "even"]);
});

Deno.test("A record carries the trace and span id of the active span", async () => {
  const tracer = telemetry.tracerProvider.getTracer("test");
  await configured({ sinks: {}, loggers: [{ category: "app" }] }, async () => {
    await tracer.startActiveSpan("work", async (span) => {
      await Promise.resolve();
      getLogger(["app"]).info("in a span");
      const [record] = telemetry.takeLogs();
      assert.equal(record?.spanContext?.traceId, span.spanContext().traceId);
      assert.equal(record?.spanContext?.spanId, span.spanContext().spanId);
    });
    getLogger(["app"]).info("in none");
    assert.equal(telemetry.takeLogs()[0]?.spanContext, undefined);
  });
});

Deno.test("Every level has its severity", async () => {
  const severities: Record<LogLevel, [SeverityNumber, string]> = {
    trace: [SeverityNumber.TRACE, "TRACE"],
    debug: [SeverityNumber.DEBUG, "DEBUG"],
    info: [SeverityNumber.INFO, "INFO"],
    warning: [SeverityNumber.WARN, "WARN"],
    error: [SeverityNumber.ERROR, "ERROR"],
    fatal: [SeverityNumber.FATAL, "FATAL"],
  };
  await configured({ sinks: {}, loggers: [{ category: "app" }] }, () => {
    for (const [level, expected] of Object.entries(severities)) {
      getLogger(["app"])[level as LogLevel]("message");
      const [record] = telemetry.takeLogs();
      assert.deepEqual([record?.severityNumber, record?.severityText], expected);
    }
  });
});

Deno.test("A console sink makes no second record", async () => {
  using observed = observedConsole(telemetry);
  const sinks = { console: getConsoleSink() };
  await configured({ sinks, loggers: [{ category: "app", sinks: ["console"] }] }, () => {
    getLogger(["app"]).info("once");
    console.log("by itself");
  });
  assert.deepEqual(bodies(), ["once", "by itself"]);
  assert.equal(observed.lines.length, 2);
});

Deno.test("A console sink that buffers makes no second record, when it prints later", async () => {
  using observed = observedConsole(telemetry);
  const sinks = { console: getConsoleSink({ nonBlocking: { flushInterval: 1 } }) };
  await configured({ sinks, loggers: [{ category: "app", sinks: ["console"] }] }, async () => {
    getLogger(["app"]).info("buffered");
    assert.equal(observed.lines.length, 0);
    while (observed.lines.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    getLogger(["app"]).info("printed by reset()");
    console.log("by itself");
  });
  assert.equal(observed.lines.length, 3);
  assert.deepEqual(bodies(), ["buffered", "printed by reset()", "by itself"]);
});

Deno.test("A console sink that is full makes no second record", async () => {
  using observed = observedConsole(telemetry);
  const sinks = { console: getConsoleSink({ nonBlocking: { bufferSize: 2 } }) };
  await configured({ sinks, loggers: [{ category: "app", sinks: ["console"] }] }, async () => {
    for (const body of ["a", "b", "c"]) getLogger(["app"]).info(body);
    await logtape.dispose();
  });
  assert.equal(observed.lines.length, 3);
  assert.deepEqual(bodies(), ["a", "b", "c"]);
});

Deno.test("An asynchronous sink that prints makes no second record", async () => {
  using observed = observedConsole(telemetry);
  const sinks = {
    slow: logtape.fromAsyncSink(async ({ rawMessage }) => {
      await Promise.resolve();
      console.log(rawMessage);
    }),
  };
  await configured({ sinks, loggers: [{ category: "app", sinks: ["slow"] }] }, () => {
    getLogger(["app"]).info("later");
  });
  assert.deepEqual(observed.lines, ["later"]);
  assert.deepEqual(bodies(), ["later"]);
});

Deno.test("Sinks are disposed as before, frozen ones too", async () => {
  const disposed: string[] = [];
  const sync: Sink & Disposable = Object.assign(() => {}, {
    [Symbol.dispose]: () => void disposed.push("sync"),
  });
  const async: Sink & AsyncDisposable = Object.assign(() => {}, {
    async [Symbol.asyncDispose]() {
      await Promise.resolve();
      disposed.push("async");
    },
  });
  const frozen: Sink & Disposable = Object.freeze(Object.assign(() => {}, {
    [Symbol.dispose]: () => void disposed.push("frozen"),
  }));
  const sinks = { sync, async, frozen };
  const loggers = [{ category: "app", sinks: ["sync", "async", "frozen"] }];
  await configured({ sinks, loggers }, () => getLogger(["app"]).info("x"));
  assert.deepEqual(disposed.sort(), ["async", "frozen", "sync"]);
  assert.throws(
    () => configureSync({ sinks: { async }, loggers: [] }),
    { name: "ConfigError", message: /Async disposables cannot be used with configureSync/ },
  );
});

Deno.test("A sink that throws is LogTape's to report; the record comes all the same", async () => {
  const { sink: meta, records } = createMemory();
  const broken = () => {
    throw new Error("broken sink");
  };
  await configure({
    sinks: { broken, meta },
    loggers: [
      { category: "app", sinks: ["broken"] },
      { category: ["logtape", "meta"], sinks: ["meta"], lowestLevel: "error" },
    ],
  });
  telemetry.takeLogs();
  getLogger(["app"]).info("x");
  await reset();
  assert.deepEqual(records.map(({ level }) => level), ["fatal"]);
  const [report, record] = telemetry.takeLogs();
  assert.match(String(report?.body), /^Failed to emit a log record to sink .*broken sink/s);
  assert.equal(record?.body, "x");
});

Deno.test("What is wrong with a configuration is LogTape's to say", async () => {
  const wrong: [unknown, RegExp][] = [
    [{ sinks: {}, loggers: [{ category: "app", sinks: ["none"] }] }, /Sink not found: none/],
    [{ sinks: {}, loggers: [{ category: "app" }, { category: "app" }] }, /Duplicate logger/],
    [{ sinks: {} }, /not iterable/],
    [{ sinks: {}, loggers: [null] }, /null/],
    [undefined, /undefined/],
  ];
  for (const [config, message] of wrong) {
    await assert.rejects(() => configure(config as AppConfig), { message });
    await reset();
  }
  await configured({ sinks: {}, loggers: [] }, async () => {
    await assert.rejects(configure({ sinks: {}, loggers: [] }), { message: /Already configured/ });
  });
});

Deno.test("The redirect matches LogTape's main module and nothing near it", () => {
  const { url } = createLogtapeRedirect(telemetry.loggerProvider);
  const matching = [
    "file:///home/a/.cache/deno/npm/registry.example.org/@logtape/logtape/2.4.2/dist/mod.js",
    "file:///app/node_modules/@logtape/logtape/dist/mod.js",
    "file:///app/node_modules/.deno/@logtape+logtape@2.4.2/node_modules/@logtape/logtape/dist/mod.js",
    "https://jsr.io/@logtape/logtape/2.4.2/src/mod.ts",
    "https://jsr.io/@logtape/logtape/0.9.1/mod.ts",
  ];
  const others = [
    "file:///app/node_modules/@logtape/file/dist/mod.js",
    "file:///app/node_modules/@logtape/hono/dist/mod.js",
    "file:///home/a/logtape/src/mod.ts",
    "file:///home/a/logtape/mod.ts",
    "https://jsr.io/@logtape/logtape/2.4.2/src/sink.ts",
    "file:///app/node_modules/@logtape/logtape/dist/mod.cjs",
  ];
  assert.deepEqual(matching.filter((text) => !url.test(text)), []);
  assert.deepEqual(others.filter((text) => url.test(text)), []);
});
