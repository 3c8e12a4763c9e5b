import assert from "node:assert/strict";
import { mock } from "node:test";
import { diag, type DiagLogger, DiagLogLevel } from "@opentelemetry/api";
import {
  AggregationTemporality,
  MeterProvider as SdkMeterProvider,
  type MeterProviderOptions,
  type ResourceMetrics,
} from "@opentelemetry/sdk-metrics";
import { MeterProvider } from "../providers/metrics/meter_provider.ts";
import { createAggregationSelectors } from "./create_aggregation_selectors.ts";
import {
  PeriodicMetricReader,
  type PeriodicMetricReaderOptions,
} from "./periodic_metric_reader.ts";

const MINUTE: PeriodicMetricReaderOptions = { intervalMillis: 60_000, timeoutMillis: 30_000 };

/** A reader with a counter of one, whose timers only the test moves. */
function setUp(options: Partial<PeriodicMetricReaderOptions> & {
  readonly flush?: () => Promise<void>;
  readonly createProvider?: (options: MeterProviderOptions) => SdkMeterProvider | MeterProvider;
} = {}) {
  const { flush = () => Promise.resolve(), createProvider } = options;
  mock.timers.enable({ apis: ["setInterval", "setTimeout"] });
  const exported: ResourceMetrics[] = [];
  const warnings: string[] = [];
  const ignore = () => {};
  const logger: DiagLogger = {
    error: ignore,
    warn: (...words) => void warnings.push(words.join(" ")),
    info: ignore,
    debug: ignore,
    verbose: ignore,
  };
  diag.setLogger(logger, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  const reader = new PeriodicMetricReader({
    export: (records) => void exported.push(...records),
    flush,
  }, { ...MINUTE, ...options });
  const provider = createProvider?.({ readers: [reader] }) ??
    new MeterProvider({ readers: [reader] });
  const meter = provider.getMeter("test");
  meter.createCounter("count").add(1);
  return {
    reader,
    provider,
    meter,
    exported,
    warnings,
    async tick(milliseconds: number) {
      mock.timers.tick(milliseconds);
      await turn();
    },
    [Symbol.dispose]() {
      mock.timers.reset();
      diag.disable();
    },
  };
}

/** Lets everything run that waits for nothing but promises. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function names(metrics: ResourceMetrics | undefined): string[] {
  return metrics?.scopeMetrics.flatMap((scope) =>
    scope.metrics.map(({ descriptor }) => descriptor.name)
  ) ?? [];
}

Deno.test("PeriodicMetricReader exports at the interval, and not before", async () => {
  using test = setUp();
  await test.tick(59_999);
  assert.equal(test.exported.length, 0);
  await test.tick(1);
  assert.deepEqual(names(test.exported[0]), ["count"]);
  await test.tick(60_000);
  assert.equal(test.exported.length, 2);
});

Deno.test("PeriodicMetricReader does not keep the process alive", () => {
  const { setInterval: original } = globalThis;
  const timers: ReturnType<typeof setInterval>[] = [];
  globalThis.setInterval = ((...parameters: Parameters<typeof original>) => {
    const timer = original(...parameters);
    timers.push(timer);
    return timer;
  }) as typeof setInterval;
  try {
    const reader = new PeriodicMetricReader(
      { export() {}, flush: () => Promise.resolve() },
      MINUTE,
    );
    new MeterProvider({ readers: [reader] });
    assert.deepEqual(timers.map((timer) => timer.hasRef()), [false]);
  } finally {
    globalThis.setInterval = original;
    timers.forEach(clearInterval);
  }
});

Deno.test("PeriodicMetricReader leaves intervals out while a collection is under way", async () => {
  using test = setUp({ intervalMillis: 1000 });
  const slow = Promise.withResolvers<void>();
  test.meter.createObservableGauge("slow").addCallback(() => slow.promise);
  for (let i = 0; i < 10; i++) await test.tick(1000);
  assert.equal(test.exported.length, 0);
  slow.resolve();
  await turn();
  assert.equal(test.exported.length, 1, "what was left out is not made up for");
  await test.tick(1000);
  assert.equal(test.exported.length, 2);
});

Deno.test("forceFlush() exports at once, and waits until that was tried", async () => {
  const tried = Promise.withResolvers<void>();
  using test = setUp({ flush: () => tried.promise });
  let flushed = false;
  const flush = test.provider.forceFlush().then(() => flushed = true);
  await turn();
  assert.equal(test.exported.length, 1);
  assert.equal(flushed, false);
  tried.resolve();
  await flush;
});

Deno.test("shutdown() exports once more, then never again", async () => {
  using test = setUp();
  await test.provider.shutdown();
  assert.deepEqual(names(test.exported[0]), ["count"]);
  await test.tick(600_000);
  test.reader.flushNow();
  assert.equal(test.exported.length, 1);
});

Deno.test("flushNow() hands the metrics over before it returns", () => {
  using test = setUp();
  test.reader.flushNow();
  assert.deepEqual(names(test.exported[0]), ["count"]);
});

Deno.test("flushNow() hands the metrics over, when a shutdown has just begun", async () => {
  using test = setUp();
  const stopped = test.provider.shutdown();
  test.reader.flushNow();
  assert.deepEqual(names(test.exported[0]), ["count"]);
  await stopped;
});

Deno.test("PeriodicMetricReader exports the other metrics and tells, when a callback throws", async () => {
  using test = setUp();
  test.meter.createObservableGauge("bad").addCallback(() => {
    throw new Error("no value today");
  });
  await test.tick(60_000);
  assert.deepEqual(names(test.exported[0]), ["count"]);
  assert.deepEqual(test.warnings, [
    "Cannot observe an asynchronous instrument: Error: no value today",
  ]);
  test.reader.flushNow();
  assert.deepEqual(names(test.exported[1]), ["count"]);
  assert.equal(test.warnings.length, 2);
});

Deno.test("PeriodicMetricReader exports without a callback that answers too late, and tells", async () => {
  using test = setUp();
  const never = Promise.withResolvers<void>();
  test.meter.createObservableGauge("slow").addCallback(async (result) => {
    await never.promise;
    result.observe(1);
  });
  await test.tick(60_000);
  await test.tick(29_999);
  assert.equal(test.exported.length, 0);
  await test.tick(1);
  assert.deepEqual(names(test.exported[0]), ["count"]);
  assert.deepEqual(test.warnings, [
    "Cannot observe an asynchronous instrument: Error: Operation timed out.",
  ]);
});

Deno.test("PeriodicMetricReader tells and goes on, when the SDK cannot collect", async () => {
  using test = setUp();
  const collect = test.reader.collect.bind(test.reader);
  test.reader.collect = () => Promise.reject(new Error("out of order"));
  await test.tick(60_000);
  assert.deepEqual(test.warnings, ["Cannot collect metrics: Error: out of order"]);
  test.reader.collect = collect;
  await test.tick(60_000);
  assert.equal(test.exported.length, 1);
});

Deno.test("flushNow() tells, when the provider is one that has to be waited for", () => {
  using test = setUp({ createProvider: (options) => new SdkMeterProvider(options) });
  test.reader.flushNow();
  assert.equal(test.exported.length, 0);
  assert.deepEqual(test.warnings, [
    "Cannot collect metrics at the end of the process: the provider has to be waited for",
  ]);
});

Deno.test("flushNow() tells and goes on, when collecting throws", () => {
  const now = () => {
    throw new Error("no time");
  };
  using test = setUp({ createProvider: (options) => new MeterProvider({ ...options, now }) });
  test.reader.flushNow();
  assert.deepEqual(test.warnings, [
    "Cannot collect metrics at the end of the process: Error: no time",
  ]);
});

Deno.test("PeriodicMetricReader aggregates as its selectors say", async () => {
  const selectors = createAggregationSelectors({ temporality_preference: "delta" });
  using test = setUp({ selectors });
  await test.tick(60_000);
  const [metric] = test.exported[0]?.scopeMetrics[0]?.metrics ?? [];
  assert.equal(metric?.aggregationTemporality, AggregationTemporality.DELTA);
});
