import { type Context, type Meter, ROOT_CONTEXT, trace, ValueType } from "@opentelemetry/api";
import {
  AggregationTemporality,
  AggregationType,
  createAllowListAttributesProcessor,
  InMemoryMetricExporter,
  MeterProvider,
  type MeterProviderOptions,
  MetricReader,
  PeriodicExportingMetricReader,
  type ResourceMetrics,
} from "@opentelemetry/sdk-metrics";
import { deepEqual, equal, notEqual } from "node:assert/strict";
import { collectMetricsNow } from "../../processors/collect_metrics_now.ts";
import { exemplarsOf } from "../../processors/exemplar.ts";
import {
  ExemplarMeterProvider,
  type ExemplarMeterProviderOptions,
} from "./exemplar_meter_provider.ts";

const TRACE_ID = "281a34561eb376d24d96813d75b4dd60";
const SAMPLED = inSpan("51b4ed1acf5a0bb5", 1);
const UNSAMPLED = inSpan("51b4ed1acf5a0bb5", 0);

Deno.test("ExemplarMeterProvider has an exemplar for each synchronous instrument, when a sampled span is active", async () => {
  const { meter, collect } = provide();
  meter.createCounter("counter").add(1, {}, SAMPLED);
  meter.createUpDownCounter("upDownCounter").add(-2, {}, SAMPLED);
  meter.createGauge("gauge").record(3, {}, SAMPLED);
  meter.createHistogram("histogram").record(4, {}, SAMPLED);
  meter.createHistogram("exponential").record(5, {}, SAMPLED);

  const ids = { traceId: TRACE_ID, spanId: "51b4ed1acf5a0bb5" };
  deepEqual(
    summarize(await collect()),
    // The SDK has those of views first.
    [["exponential", 5], ["counter", 1], ["upDownCounter", -2], ["gauge", 3], ["histogram", 4]]
      .map(([name, value]) => [name, [{ value, filteredAttributes: {}, ...ids }]]),
  );
});

Deno.test("ExemplarMeterProvider takes none, when no sampled span is active", async () => {
  const { meter, collect } = provide();
  const counter = meter.createCounter("counter");
  counter.add(1);
  counter.add(1, {}, UNSAMPLED);
  deepEqual(summarize(await collect()), [["counter", []]]);
});

Deno.test("ExemplarMeterProvider takes one without ids, when the filter is always_on", async () => {
  const { meter, collect } = provide({ exemplarFilter: "always_on" });
  meter.createCounter("counter").add(1);
  deepEqual(summarize(await collect()), [["counter", [{ value: 1, filteredAttributes: {} }]]]);
});

Deno.test("ExemplarMeterProvider is the SDK's, when the filter is always_off", () => {
  const { meter, provider } = provide({ exemplarFilter: "always_off" });
  const counter = meter.createCounter("counter") as unknown as Internals;
  equal(Object.hasOwn(counter._writableMetricStorage, "record"), false);
  equal(provider.getMeter("dice"), meter);
  // What this test looks at is there with another filter.
  const other = provide().meter.createCounter("counter") as unknown as Internals;
  equal(Object.hasOwn(other._writableMetricStorage, "record"), true);
});

Deno.test("ExemplarMeterProvider keeps the attributes that a view leaves out", async () => {
  const attributesProcessors = [createAllowListAttributesProcessor(["route"])];
  const { meter, collect } = provide({ views: [{ instrumentName: "*", attributesProcessors }] });
  const attributes = { route: "/", player: "ann" };
  meter.createCounter("counter").add(1, attributes, SAMPLED);
  attributes.player = "changed later";

  const collected = await collect();
  deepEqual(points(collected)[0]?.attributes, { route: "/" });
  deepEqual(points(collected)[0]?.exemplars[0]?.filteredAttributes, { player: "ann" });
});

Deno.test("ExemplarMeterProvider keeps all attributes of what is over the cardinality limit", async () => {
  const views = [{ instrumentName: "*", aggregationCardinalityLimit: 2 }];
  const { meter, collect } = provide({ views });
  const counter = meter.createCounter("counter");
  for (const n of [1, 2]) counter.add(n, { n }, SAMPLED);

  deepEqual(
    points(await collect()).map(({ attributes, exemplars }) => [
      attributes,
      exemplars.map(({ value, filteredAttributes }) => [value, filteredAttributes]),
    ]),
    [[{ n: 1 }, [[1, {}]]], [{ "otel.metric.overflow": true }, [[2, { n: 2 }]]]],
  );
});

Deno.test("ExemplarMeterProvider has one exemplar a bucket, when a histogram has explicit buckets", async () => {
  const { meter, collect } = provide();
  const advice = { explicitBucketBoundaries: [1, 10] };
  const histogram = meter.createHistogram("duration", { advice });
  for (const value of [0.5, 1, 10, 11, 12]) histogram.record(value, {}, SAMPLED);
  // These are left out of the histogram, too.
  for (const value of [NaN, -1]) histogram.record(value, {}, SAMPLED);

  const [exemplars] = points(await collect()).map(({ exemplars }) => exemplars);
  deepEqual(exemplars?.map(({ value }) => value <= 1 ? 0 : value <= 10 ? 1 : 2), [0, 1, 2]);
});

Deno.test("ExemplarMeterProvider has as many exemplars as buckets, 20 at most, when they grow exponentially", async () => {
  for (const [maxSize, expected] of [[160, 20], [4, 4]] as const) {
    const aggregation = {
      type: AggregationType.EXPONENTIAL_HISTOGRAM,
      options: { maxSize, recordMinMax: true },
    } as const;
    const { meter, collect } = provide({ views: [{ instrumentName: "*", aggregation }] });
    const histogram = meter.createHistogram("duration");
    for (let value = 1; value <= 40; value++) histogram.record(value, {}, SAMPLED);
    equal(points(await collect())[0]?.exemplars.length, expected);
  }
});

Deno.test("ExemplarMeterProvider keeps an exemplar until there is a newer one, when points are cumulative", async () => {
  const { meter, collect } = provide();
  const histogram = meter.createHistogram("duration", {
    advice: { explicitBucketBoundaries: [10] },
  });
  const values = async () => points(await collect())[0]?.exemplars.map(({ value }) => value);
  histogram.record(1, {}, SAMPLED);
  histogram.record(11, {}, SAMPLED);
  deepEqual(await values(), [1, 11]);
  histogram.record(2, {}, SAMPLED);
  deepEqual(await values(), [2, 11]);
  deepEqual(await values(), [2, 11]);
});

Deno.test("ExemplarMeterProvider shows an exemplar once, when points are deltas", async () => {
  const { meter, collect } = provide({}, AggregationTemporality.DELTA);
  const counter = meter.createCounter("counter");
  counter.add(1, {}, SAMPLED);
  deepEqual(points(await collect()).map(({ exemplars }) => exemplars.length), [1]);
  counter.add(1);
  deepEqual(points(await collect()).map(({ exemplars }) => exemplars.length), [0]);
});

Deno.test("ExemplarMeterProvider gives each reader its exemplars, when a view makes them share", async () => {
  for (const views of [[], [{ instrumentName: "counter", name: "renamed" }]]) {
    const delta = createReader(AggregationTemporality.DELTA);
    const cumulative = createReader(AggregationTemporality.CUMULATIVE);
    const provider = new ExemplarMeterProvider({
      views,
      readers: [delta, cumulative],
      random: () => 0,
    });
    const counter = provider.getMeter("dice").createCounter("counter");
    const values = async (reader: MetricReader) =>
      points((await reader.collect()).resourceMetrics)
        .map(({ exemplars }) => exemplars.map(({ value }) => value));

    counter.add(1, {}, SAMPLED);
    deepEqual(await values(cumulative), [[1]]);
    counter.add(2, {}, SAMPLED);
    deepEqual(await values(delta), [[2]]);
    deepEqual(await values(delta), []);
    deepEqual(await values(cumulative), [[2]]);
    await provider.shutdown();
  }
});

Deno.test("ExemplarMeterProvider takes none of what is observed asynchronously", async () => {
  const { meter, collect } = provide({ exemplarFilter: "always_on" });
  meter.createObservableCounter("seen").addCallback((result) => result.observe(7));
  deepEqual(summarize(await collect()), [["seen", []]]);
});

Deno.test("ExemplarMeterProvider has exemplars, when metrics are collected without waiting", () => {
  const reader = createReader(AggregationTemporality.CUMULATIVE);
  const provider = new ExemplarMeterProvider({ readers: [reader] });
  provider.getMeter("dice").createCounter("counter").add(1, {}, SAMPLED);
  const collected = collectMetricsNow(reader, [1_795_368_010, 0]);
  equal(points(collected!.resourceMetrics)[0]?.exemplars[0]?.traceId, TRACE_ID);
});

Deno.test("ExemplarMeterProvider tells how long collecting takes, when the SDK's own metrics are on", async () => {
  const { collect } = provide({ sdkMetricsEnabled: true });
  deepEqual(summarize(await collect()), []);
  const name = "otel.sdk.metric_reader.collection.duration";
  deepEqual(summarize(await collect()), [[name, []]]);
});

Deno.test("ExemplarMeterProvider exports what the SDK's exports, besides exemplars, whatever is recorded", async () => {
  for (let seed = 1; seed <= 60; seed++) {
    const temporality = seed % 2 === 0
      ? AggregationTemporality.DELTA
      : AggregationTemporality.CUMULATIVE;
    const options: MeterProviderOptions = {
      views: seed % 3 === 0
        ? [{
          instrumentName: "*",
          attributesProcessors: [createAllowListAttributesProcessor(["a"])],
          aggregationCardinalityLimit: 3,
        }]
        : [],
    };
    const own = await play(seed, provide({ ...options, exemplarFilter: "always_on" }, temporality));
    const npm = await play(seed, provideFrom(MeterProvider, options, temporality));
    notEqual(own.exemplars, 0);
    deepEqual(own.exported, npm.exported, `seed ${seed}`);
  }
});

/** What a test looks at of the SDK's instruments. */
interface Internals {
  readonly _writableMetricStorage: object;
}

interface Provided {
  readonly provider: MeterProvider;
  readonly meter: Meter;
  /** Through a reader and an exporter of npm. */
  collect(): Promise<ResourceMetrics>;
}

function provide(
  options: ExemplarMeterProviderOptions = {},
  temporality = AggregationTemporality.CUMULATIVE,
): Provided {
  const views = [
    {
      instrumentName: "exponential",
      aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM },
    } as const,
  ];
  return provideFrom(ExemplarMeterProvider, { views, ...options }, temporality);
}

function provideFrom<Options extends MeterProviderOptions>(
  Provider: new (options: Options) => MeterProvider,
  options: Options,
  temporality: AggregationTemporality,
): Provided {
  const exporter = new InMemoryMetricExporter(temporality);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  const provider = new Provider({ ...options, readers: [reader] });
  return {
    provider,
    meter: provider.getMeter("dice"),
    async collect() {
      exporter.reset();
      await provider.forceFlush();
      const [collected] = exporter.getMetrics();
      await Promise.resolve();
      return collected ?? { resource: undefined!, scopeMetrics: [] };
    },
  };
}

function createReader(temporality: AggregationTemporality): MetricReader {
  return new class extends MetricReader {
    protected override async onForceFlush() {}
    protected override async onShutdown() {}
  }({ aggregationTemporalitySelector: () => temporality });
}

/** The same calls for the same seed; some of several instruments, in and outside of spans. */
async function play(seed: number, { provider, meter, collect }: Provided) {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(random() * limit);
  const valueType = below(2) === 0 ? ValueType.INT : ValueType.DOUBLE;
  const counter = meter.createCounter("counter", { valueType, description: "d", unit: "1" });
  const gauge = meter.createGauge("gauge", { valueType });
  const upDownCounter = meter.createUpDownCounter("balance", { valueType });
  const histogram = meter.createHistogram("duration", { unit: "s" });
  const observed = meter.createObservableCounter("observed");
  let seen = 0;
  observed.addCallback((result) => result.observe(seen += 2, { a: 1 }));
  const exported: unknown[] = [];
  let exemplars = 0;
  for (let step = 0; step < 30; step++) {
    const attributes = below(3) === 0 ? {} : { a: below(6), b: `${below(2)}` };
    const context = [SAMPLED, UNSAMPLED, ROOT_CONTEXT][below(3)]!;
    const value = below(8) === 0 ? -1 : random() * 100;
    [
      () => counter.add(value, attributes, context),
      () => upDownCounter.add(value, attributes, context),
      () => gauge.record(value, attributes, context),
      () => histogram.record(value, attributes, context),
    ][below(4)]!();
    if (below(8) === 0 || step === 29) {
      const collected = await collect();
      const found = points(collected);
      exemplars += found.reduce((sum, point) => sum + point.exemplars.length, 0);
      exported.push(
        JSON.parse(
          JSON.stringify(
            collected.scopeMetrics,
            (key, value) => ["exemplars", "startTime", "endTime"].includes(key) ? undefined : value,
          ),
        ),
      );
    }
  }
  await provider.shutdown();
  return { exported, exemplars };
}

function inSpan(spanId: string, traceFlags: number): Context {
  return trace.setSpanContext(ROOT_CONTEXT, { traceId: TRACE_ID, spanId, traceFlags });
}

function points({ scopeMetrics }: ResourceMetrics) {
  return scopeMetrics.flatMap(({ metrics }) =>
    metrics.flatMap(({ dataPoints }) =>
      dataPoints.map((point) => ({ attributes: point.attributes, exemplars: exemplarsOf(point) }))
    )
  );
}

/** Metrics by their names, with all exemplars but for the times. */
function summarize({ scopeMetrics }: ResourceMetrics) {
  return scopeMetrics.flatMap(({ metrics }) =>
    metrics.map(({ descriptor, dataPoints }) => [
      descriptor.name,
      dataPoints.flatMap((point) => exemplarsOf(point).map(({ time: _time, ...rest }) => rest)),
    ])
  );
}
