import { type Context, type Meter, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { emptyResource } from "@opentelemetry/resources";
import {
  AggregationTemporality,
  AggregationType,
  createAllowListAttributesProcessor,
  InMemoryMetricExporter,
  MetricReader,
  PeriodicExportingMetricReader,
  type ResourceMetrics,
} from "@opentelemetry/sdk-metrics";
import { deepEqual, equal } from "node:assert/strict";
import { exemplarsOf } from "../../processors/exemplar.ts";
import { MeterProvider, type MeterProviderOptions } from "./meter_provider.ts";

const TRACE_ID = "281a34561eb376d24d96813d75b4dd60";
const SAMPLED = inSpan("51b4ed1acf5a0bb5", 1);
const UNSAMPLED = inSpan("51b4ed1acf5a0bb5", 0);

Deno.test("MeterProvider has an exemplar for each synchronous instrument, when a sampled span is active", async () => {
  const { meter, collect } = provide();
  meter.createCounter("counter").add(1, {}, SAMPLED);
  meter.createUpDownCounter("upDownCounter").add(-2, {}, SAMPLED);
  meter.createGauge("gauge").record(3, {}, SAMPLED);
  meter.createHistogram("histogram").record(4, {}, SAMPLED);
  meter.createHistogram("exponential").record(5, {}, SAMPLED);

  const ids = { traceId: TRACE_ID, spanId: "51b4ed1acf5a0bb5" };
  deepEqual(
    summarize(await collect()),
    [["counter", 1], ["upDownCounter", -2], ["gauge", 3], ["histogram", 4], ["exponential", 5]]
      .map(([name, value]) => [name, [{ value, filteredAttributes: {}, ...ids }]]),
  );
});

Deno.test("MeterProvider takes none, when no sampled span is active", async () => {
  const { meter, collect } = provide();
  const counter = meter.createCounter("counter");
  counter.add(1);
  counter.add(1, {}, UNSAMPLED);
  deepEqual(summarize(await collect()), [["counter", []]]);
});

Deno.test("MeterProvider takes one without ids, when the filter is always_on", async () => {
  const { meter, collect } = provide({ exemplarFilter: "always_on" });
  meter.createCounter("counter").add(1);
  deepEqual(summarize(await collect()), [["counter", [{ value: 1, filteredAttributes: {} }]]]);
});

Deno.test("MeterProvider takes none, and asks for no context, when the filter is always_off", async () => {
  const { meter, collect } = provide({ exemplarFilter: "always_off" });
  const counter = meter.createCounter("counter");
  const asked: symbol[] = [];
  counter.add(1, {}, {
    ...SAMPLED,
    getValue: (key) => {
      asked.push(key);
      return SAMPLED.getValue(key);
    },
  });
  deepEqual(summarize(await collect()), [["counter", []]]);
  deepEqual(asked, []);
});

Deno.test("MeterProvider keeps the attributes that a view leaves out", async () => {
  const attributesProcessors = [createAllowListAttributesProcessor(["route"])];
  const { meter, collect } = provide({ views: [{ instrumentName: "*", attributesProcessors }] });
  const attributes = { route: "/", player: "ann" };
  meter.createCounter("counter").add(1, attributes, SAMPLED);
  attributes.player = "changed later";

  const collected = await collect();
  deepEqual(points(collected)[0]?.attributes, { route: "/" });
  deepEqual(points(collected)[0]?.exemplars[0]?.filteredAttributes, { player: "ann" });
});

Deno.test("MeterProvider keeps all attributes of what is over the cardinality limit", async () => {
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

Deno.test("MeterProvider has one exemplar a bucket, when a histogram has explicit buckets", async () => {
  const { meter, collect } = provide();
  const advice = { explicitBucketBoundaries: [1, 10] };
  const histogram = meter.createHistogram("duration", { advice });
  for (const value of [0.5, 1, 10, 11, 12]) histogram.record(value, {}, SAMPLED);
  // These are left out of the histogram, too.
  for (const value of [NaN, -1]) histogram.record(value, {}, SAMPLED);

  const [exemplars] = points(await collect()).map(({ exemplars }) => exemplars);
  deepEqual(exemplars?.map(({ value }) => value <= 1 ? 0 : value <= 10 ? 1 : 2), [0, 1, 2]);
});

Deno.test("MeterProvider has as many exemplars as buckets, 20 at most, when they grow exponentially", async () => {
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

Deno.test("MeterProvider keeps an exemplar until there is a newer one, when points are cumulative", async () => {
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

Deno.test("MeterProvider shows an exemplar once, when points are deltas", async () => {
  const { meter, collect } = provide({}, AggregationTemporality.DELTA);
  const counter = meter.createCounter("counter");
  counter.add(1, {}, SAMPLED);
  deepEqual(points(await collect()).map(({ exemplars }) => exemplars.length), [1]);
  counter.add(1);
  deepEqual(points(await collect()).map(({ exemplars }) => exemplars.length), [0]);
});

Deno.test("MeterProvider gives each reader its exemplars, when a view makes them share", async () => {
  for (const views of [[], [{ instrumentName: "counter", name: "renamed" }]]) {
    const delta = createReader(AggregationTemporality.DELTA);
    const cumulative = createReader(AggregationTemporality.CUMULATIVE);
    const provider = new MeterProvider({
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

Deno.test("MeterProvider takes none of what is observed asynchronously", async () => {
  const { meter, collect } = provide({ exemplarFilter: "always_on" });
  meter.createObservableCounter("seen").addCallback((result) => result.observe(7));
  deepEqual(summarize(await collect()), [["seen", []]]);
});

Deno.test("MeterProvider tells how long collecting takes, when the SDK's own metrics are on", async () => {
  const { collect } = provide({ sdkMetricsEnabled: true });
  deepEqual(summarize(await collect()), []);
  const name = "otel.sdk.metric_reader.collection.duration";
  deepEqual(summarize(await collect()), [[name, []]]);
});

interface Provided {
  readonly meter: Meter;
  /** Through a reader and an exporter of npm. */
  collect(): Promise<ResourceMetrics>;
}

function provide(
  options: MeterProviderOptions = {},
  temporality = AggregationTemporality.CUMULATIVE,
): Provided {
  const views = [
    {
      instrumentName: "exponential",
      aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM },
    } as const,
  ];
  const exporter = new InMemoryMetricExporter(temporality);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  const provider = new MeterProvider({ views, ...options, readers: [reader] });
  return {
    meter: provider.getMeter("dice"),
    async collect() {
      exporter.reset();
      await provider.forceFlush();
      return exporter.getMetrics()[0] ?? { resource: emptyResource(), scopeMetrics: [] };
    },
  };
}

function createReader(temporality: AggregationTemporality): MetricReader {
  return new class extends MetricReader {
    protected override async onForceFlush() {}
    protected override async onShutdown() {}
  }({ aggregationTemporalitySelector: () => temporality });
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
