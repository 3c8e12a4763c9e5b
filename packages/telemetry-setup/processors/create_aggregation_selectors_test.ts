import assert from "node:assert/strict";
import {
  AggregationTemporality,
  AggregationType,
  DataPointType,
  InstrumentType,
  MeterProvider,
  MetricReader,
} from "@opentelemetry/sdk-metrics";
import {
  type AggregationModel,
  createAggregationSelectors,
} from "./create_aggregation_selectors.ts";

const TYPES = Object.values(InstrumentType);

function deltaTypes(temporality_preference: AggregationModel["temporality_preference"]) {
  const { aggregationTemporalitySelector: select } = createAggregationSelectors({
    ...(temporality_preference === undefined ? {} : { temporality_preference }),
  });
  return TYPES.filter((type) => select(type) === AggregationTemporality.DELTA).toSorted();
}

Deno.test("createAggregationSelectors() prefers cumulative where nothing is said", () => {
  assert.deepEqual(deltaTypes(undefined), []);
  assert.deepEqual(deltaTypes(null), []);
  assert.deepEqual(deltaTypes("cumulative"), []);
});

Deno.test("createAggregationSelectors() keeps up-down counters cumulative under delta", () => {
  const cumulative = TYPES.filter((type) => !deltaTypes("delta").includes(type)).toSorted();
  assert.deepEqual(cumulative, ["OBSERVABLE_UP_DOWN_COUNTER", "UP_DOWN_COUNTER"]);
});

Deno.test("createAggregationSelectors() takes delta under low_memory where it saves memory", () => {
  assert.deepEqual(deltaTypes("low_memory"), ["COUNTER", "HISTOGRAM"]);
});

Deno.test("createAggregationSelectors() changes the aggregation of histograms only", () => {
  const aggregations = (model: AggregationModel) =>
    TYPES.filter((type) =>
      createAggregationSelectors(model).aggregationSelector(type).type !== AggregationType.DEFAULT
    );
  assert.deepEqual(aggregations({}), []);
  assert.deepEqual(
    aggregations({ default_histogram_aggregation: "explicit_bucket_histogram" }),
    [],
  );
  assert.deepEqual(
    aggregations({ default_histogram_aggregation: "base2_exponential_bucket_histogram" }),
    ["HISTOGRAM"],
  );
});

Deno.test("createAggregationSelectors() limits the cardinality by kind, else by the default", () => {
  const limits = (cardinality_limits: AggregationModel["cardinality_limits"]) => {
    const { cardinalitySelector } = createAggregationSelectors({
      ...(cardinality_limits === undefined ? {} : { cardinality_limits }),
    });
    return new Set(TYPES.map(cardinalitySelector));
  };
  assert.deepEqual(limits(undefined), new Set([2000]));
  assert.deepEqual(limits({ default: 5 }), new Set([5]));
  const each = {
    default: 99,
    counter: 1,
    gauge: 2,
    histogram: 3,
    observable_counter: 4,
    observable_gauge: 5,
    observable_up_down_counter: 6,
    up_down_counter: 7,
  };
  assert.deepEqual([...limits(each)].toSorted(), [1, 2, 3, 4, 5, 6, 7]);
  assert.deepEqual([...limits({ default: 8, counter: null, gauge: 9 })].toSorted(), [8, 9]);
});

class ManualReader extends MetricReader {
  protected override onForceFlush(): Promise<void> {
    return Promise.resolve();
  }
  protected override onShutdown(): Promise<void> {
    return Promise.resolve();
  }
}

Deno.test("createAggregationSelectors() makes a reader of the SDK aggregate so", async () => {
  const reader = new ManualReader(createAggregationSelectors({
    temporality_preference: "delta",
    default_histogram_aggregation: "base2_exponential_bucket_histogram",
    cardinality_limits: { counter: 3 },
  }));
  const meter = new MeterProvider({ readers: [reader] }).getMeter("m");
  const counter = meter.createCounter("c");
  for (let i = 0; i < 10; i++) counter.add(1, { i });
  meter.createHistogram("h").record(1);
  const { resourceMetrics } = await reader.collect();
  const [first, second] = resourceMetrics.scopeMetrics.flatMap(({ metrics }) => metrics);
  assert.equal(first?.aggregationTemporality, AggregationTemporality.DELTA);
  const attributes = first?.dataPoints.map((point) => point.attributes);
  assert.deepEqual(attributes, [{ i: 0 }, { i: 1 }, { "otel.metric.overflow": true }]);
  assert.equal(second?.dataPointType, DataPointType.EXPONENTIAL_HISTOGRAM);
});
