import assert from "node:assert/strict";
import { type HrTime, ValueType } from "@opentelemetry/api";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  AggregationTemporality,
  AggregationType,
  type CollectionResult,
  type MetricProducer,
  MetricReader,
} from "@opentelemetry/sdk-metrics";
import type { ImmediateMetricProducer } from "../../processors/immediate_metric_producer.ts";
import { MeterProvider } from "./meter_provider.ts";

const TIME: HrTime = [1_800_000_000, 5];

class ManualReader extends MetricReader {
  #producer: (MetricProducer & Partial<ImmediateMetricProducer>) | undefined;

  override setMetricProducer(producer: MetricProducer): void {
    super.setMetricProducer(producer);
    this.#producer = producer;
  }

  collectNow(): CollectionResult {
    const result = this.#producer?.collectNow?.();
    assert.ok(result !== undefined, "the producer has to be waited for");
    return result;
  }

  protected override onForceFlush = () => Promise.resolve();
  protected override onShutdown = () => Promise.resolve();
}

function createProvider(temporality = AggregationTemporality.CUMULATIVE) {
  const reader = new ManualReader({ aggregationTemporalitySelector: () => temporality });
  const provider = new MeterProvider({
    resource: resourceFromAttributes({ "service.name": "test" }),
    readers: [reader],
    now: () => TIME,
    views: [
      { instrumentName: "spread", aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM } },
      { instrumentName: "dropped", aggregation: { type: AggregationType.DROP } },
    ],
  });
  return { provider, reader };
}

type Record = (provider: MeterProvider) => void;

/** Collects after the same records in both ways, `rounds` times. */
async function collectBoth(
  record: Record,
  { temporality, rounds = 1 }: {
    readonly temporality?: AggregationTemporality;
    readonly rounds?: number;
  } = {},
): Promise<{ now: CollectionResult; later: CollectionResult }> {
  const one = createProvider(temporality);
  const other = createProvider(temporality);
  let now: CollectionResult | undefined;
  let later: CollectionResult | undefined;
  for (let round = 0; round < rounds; round++) {
    record(one.provider);
    record(other.provider);
    now = one.reader.collectNow();
    later = await other.reader.collect();
    assert.deepEqual(withoutTimes(now), withoutTimes(later));
  }
  assert.ok(now !== undefined && later !== undefined);
  return { now, later };
}

function withoutTimes(result: CollectionResult): CollectionResult {
  const copy = structuredClone(result.resourceMetrics.scopeMetrics);
  for (const { metrics } of copy) {
    for (const { dataPoints } of metrics) {
      for (const point of dataPoints) Object.assign(point, { startTime: [0, 0], endTime: [0, 0] });
    }
  }
  return {
    resourceMetrics: { resource: result.resourceMetrics.resource, scopeMetrics: copy },
    errors: result.errors,
  };
}

function points(result: CollectionResult): unknown[] {
  return result.resourceMetrics.scopeMetrics.flatMap(({ metrics }) =>
    metrics.flatMap(({ descriptor, dataPoints }) =>
      dataPoints.map(({ attributes, value }) => [descriptor.name, attributes, value])
    )
  );
}

function recordSynchronously(provider: MeterProvider): void {
  const dice = provider.getMeter("dice", "1.0.0", { schemaUrl: "https://example.com/1" });
  const other = provider.getMeter("other");
  const counter = dice.createCounter("rolls", { unit: "{roll}", description: "Rolls" });
  counter.add(1, { "roll.value": 6 });
  counter.add(2, { "roll.value": 1 });
  dice.createUpDownCounter("players").add(-3);
  dice.createHistogram("duration", {
    unit: "s",
    advice: { explicitBucketBoundaries: [0.1, 1] },
  }).record(0.5, { route: "/rolldice" });
  dice.createHistogram("dropped").record(1);
  other.createHistogram("spread").record(17);
  other.createGauge("temperature").record(20.5);
  provider.getMeter("without instruments");
}

function recordAsynchronously(provider: MeterProvider): void {
  const meter = provider.getMeter("observed");
  const counter = meter.createObservableCounter("bytes", { valueType: ValueType.INT });
  const gauge = meter.createObservableGauge("load");
  const upDown = meter.createObservableUpDownCounter("tasks");
  let bytes = 0;
  counter.addCallback((result) => {
    bytes += 10;
    result.observe(bytes, { direction: "in" });
    result.observe(bytes + 0.9, { direction: "out" });
    result.observe(NaN, { direction: "nowhere" });
  });
  gauge.addCallback((result) => {
    result.observe(0.5);
    result.observe(1, { core: 1, kind: "user" });
    // The same attributes again: the last one counts.
    result.observe(2, { kind: "user", core: 1 });
    result.observe("many" as unknown as number, { core: 2 });
  });
  meter.addBatchObservableCallback((result) => {
    result.observe(upDown, 7, { queue: "a" });
    result.observe(gauge, 3, { core: 9 });
    // Not an instrument of this callback: ignored.
    result.observe(counter, 1_000, { direction: "batch" });
  }, [upDown, gauge]);
}

for (const temporality of [AggregationTemporality.CUMULATIVE, AggregationTemporality.DELTA]) {
  const name = AggregationTemporality[temporality].toLowerCase();

  Deno.test(`collectNow() equals MetricReader.collect() for synchronous instruments, ${name}`, async () => {
    const { now } = await collectBoth(recordSynchronously, { temporality, rounds: 3 });
    assert.equal(points(now).length, 6);
  });

  Deno.test(`collectNow() equals MetricReader.collect() for observable instruments, ${name}`, async () => {
    let registered = 0;
    const { now } = await collectBoth(
      (provider) => {
        // Once for each of the two providers.
        if (registered++ < 2) recordAsynchronously(provider);
      },
      { temporality, rounds: 3 },
    );
    assert.ok(points(now).length >= 6, JSON.stringify(points(now)));
  });
}

Deno.test("collectNow() equals MetricReader.collect() for async callbacks that answer at once", async () => {
  const { now } = await collectBoth((provider) => {
    provider.getMeter("a").createObservableGauge("g").addCallback(async (result) => {
      result.observe(1);
      await Promise.resolve();
    });
  });
  assert.deepEqual(points(now), [["g", {}, 1]]);
});

Deno.test("collectNow() takes what async callbacks answer before they wait", async () => {
  const { provider, reader } = createProvider();
  const waited = Promise.withResolvers<void>();
  provider.getMeter("a").createObservableGauge("g").addCallback(async (result) => {
    result.observe(1, { when: "before" });
    await waited.promise;
    result.observe(2, { when: "after" });
  });
  const now = reader.collectNow();
  assert.deepEqual(points(now), [["g", { when: "before" }, 1]]);
  waited.resolve();
  await waited.promise;
});

Deno.test("collectNow() equals MetricReader.collect() when callbacks throw", async () => {
  const error = new Error("no value today");
  const { now } = await collectBoth((provider) => {
    const meter = provider.getMeter("a");
    const bad = meter.createObservableGauge("bad");
    bad.addCallback((result) => {
      result.observe(1);
      throw error;
    });
    const good = meter.createObservableGauge("good");
    good.addCallback((result) => result.observe(2));
    meter.addBatchObservableCallback((result) => {
      result.observe(good, 3, { from: "batch" });
      throw error;
    }, [good]);
    meter.createCounter("counter").add(1);
  });
  assert.deepEqual(now.errors, [error, error]);
  assert.deepEqual(points(now), [["good", {}, 2], ["counter", {}, 1]]);
});

Deno.test("collectNow() keeps the failure of an async callback from the application", async () => {
  const { provider, reader } = createProvider();
  let unhandled = 0;
  const count = (event: Event) => {
    event.preventDefault();
    unhandled++;
  };
  addEventListener("unhandledrejection", count);
  try {
    provider.getMeter("a").createObservableGauge("g").addCallback(async (result) => {
      result.observe(1);
      await Promise.resolve();
      throw new Error("too late");
    });
    const now = reader.collectNow();
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(points(now), [["g", {}, 1]]);
    assert.equal(unhandled, 0);
  } finally {
    removeEventListener("unhandledrejection", count);
  }
});

Deno.test("collectNow() equals MetricReader.collect() without any metric", async () => {
  const { now } = await collectBoth(() => {});
  assert.deepEqual(now.resourceMetrics.scopeMetrics, []);
});

Deno.test("collectNow() takes nothing from another reader of the same provider", async () => {
  const readers = [AggregationTemporality.DELTA, AggregationTemporality.DELTA].map((temporality) =>
    new ManualReader({ aggregationTemporalitySelector: () => temporality })
  );
  const provider = new MeterProvider({ readers });
  provider.getMeter("a").createCounter("c").add(1);
  let observed = 0;
  provider.getMeter("a").createObservableCounter("o").addCallback((result) =>
    result.observe(observed += 5)
  );
  const [first, second] = readers;
  assert.ok(first !== undefined && second !== undefined);
  const now = first.collectNow();
  assert.deepEqual(points(now), [["c", {}, 1], ["o", {}, 5]]);
  assert.deepEqual(points(await second.collect()), [["c", {}, 1], ["o", {}, 10]]);
});

Deno.test("collectNow() gives its points the time it is told", () => {
  const { provider, reader } = createProvider();
  provider.getMeter("a").createObservableGauge("g").addCallback((result) => result.observe(1));
  provider.getMeter("a").createCounter("c").add(1);
  const now = reader.collectNow();
  const ends = now.resourceMetrics.scopeMetrics.flatMap(({ metrics }) =>
    metrics.flatMap(({ dataPoints }) => dataPoints.map(({ endTime }) => endTime))
  );
  assert.deepEqual(ends, [TIME, TIME]);
});
