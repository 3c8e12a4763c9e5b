import assert from "node:assert/strict";
import { type Meter, ValueType } from "@opentelemetry/api";
import type { ViewConfigModel } from "@opentelemetry/configuration";
import {
  AggregationType,
  type CollectionResult,
  DataPointType,
  InstrumentType,
  MetricReader,
} from "@opentelemetry/sdk-metrics";
import { createViews } from "./create_views.ts";
import { MeterProvider } from "./metrics/meter_provider.ts";

class ManualReader extends MetricReader {
  protected override onForceFlush(): Promise<void> {
    return Promise.resolve();
  }
  protected override onShutdown(): Promise<void> {
    return Promise.resolve();
  }
}

function viewsOf(...views: readonly ViewConfigModel[]) {
  return createViews({ meter_provider: { readers: [], views: [...views] } });
}

/** The metrics that come of measurements under views, by the names of their streams. */
async function measure(views: readonly ViewConfigModel[], record: (meter: Meter) => void) {
  const reader = new ManualReader();
  const provider = new MeterProvider({ readers: [reader], views: viewsOf(...views) });
  record(provider.getMeter("m", "1.0", { schemaUrl: "https://example.com" }));
  const { resourceMetrics }: CollectionResult = await reader.collect();
  const metrics = resourceMetrics.scopeMetrics.flatMap(({ metrics }) => metrics);
  return new Map(metrics.map((metric) => [metric.descriptor.name, metric]));
}

const KEEP_NONE = { attribute_keys: { included: ["nothing"] } };

Deno.test("createViews() is empty where there are none", () => {
  assert.deepEqual(createViews({}), []);
  assert.deepEqual(createViews({ meter_provider: { readers: [] } }), []);
});

Deno.test("createViews() takes over every criterion and every property of the stream", () => {
  const [view] = viewsOf({
    selector: {
      instrument_name: "my-instrument",
      instrument_type: "histogram",
      unit: "ms",
      meter_name: "my-meter",
      meter_version: "1.0.0",
      meter_schema_url: "https://opentelemetry.io/schemas/1.16.0",
    },
    stream: {
      name: "new",
      description: "text",
      aggregation: { explicit_bucket_histogram: { boundaries: [1, 2], record_min_max: false } },
      aggregation_cardinality_limit: 7,
    },
  });
  assert.deepEqual(view, {
    instrumentName: "my-instrument",
    instrumentType: InstrumentType.HISTOGRAM,
    instrumentUnit: "ms",
    meterName: "my-meter",
    meterVersion: "1.0.0",
    meterSchemaUrl: "https://opentelemetry.io/schemas/1.16.0",
    name: "new",
    description: "text",
    aggregation: {
      type: AggregationType.EXPLICIT_BUCKET_HISTOGRAM,
      options: { boundaries: [1, 2], recordMinMax: false },
    },
    aggregationCardinalityLimit: 7,
  });
});

Deno.test("createViews() knows every aggregation, with and without settings", () => {
  const { EXPLICIT_BUCKET_HISTOGRAM, EXPONENTIAL_HISTOGRAM, DROP, SUM, LAST_VALUE } =
    AggregationType;
  const boundaries = [0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000];
  const expected = [
    [{ default: null }, undefined],
    [{ drop: null }, { type: DROP }],
    [{ sum: {} }, { type: SUM }],
    [{ last_value: null }, { type: LAST_VALUE }],
    [
      { explicit_bucket_histogram: null },
      { type: EXPLICIT_BUCKET_HISTOGRAM, options: { boundaries, recordMinMax: true } },
    ],
    [
      { base2_exponential_bucket_histogram: null },
      { type: EXPONENTIAL_HISTOGRAM, options: { maxSize: 160, recordMinMax: true } },
    ],
    [
      { base2_exponential_bucket_histogram: { max_size: 20, record_min_max: false } },
      { type: EXPONENTIAL_HISTOGRAM, options: { maxSize: 20, recordMinMax: false } },
    ],
  ] as const;
  for (const [aggregation, option] of expected) {
    const [view] = createViews(
      {
        meter_provider: { readers: [], views: [{ selector: {}, stream: { aggregation } }] },
      } as Parameters<typeof createViews>[0],
    );
    assert.deepEqual(view?.aggregation, option);
  }
});

Deno.test("createViews() selects instruments by patterns with several wildcards", async () => {
  const names = ["http.server.duration", "http.client.duration", "db.client.duration", "http"];
  const selected = async (instrument_name: string | null) => {
    const views = [{ selector: { instrument_name }, stream: { description: "selected" } }];
    const metrics = await measure(views, (meter) => {
      for (const name of names) meter.createCounter(name).add(1);
    });
    return names.filter((name) => metrics.get(name)?.descriptor.description === "selected");
  };
  assert.deepEqual(await selected(null), names);
  assert.deepEqual(await selected("*"), names);
  assert.deepEqual(await selected("http"), ["http"]);
  assert.deepEqual(await selected("http.*"), names.slice(0, 2));
  assert.deepEqual(await selected("h*.*ient.*"), ["http.client.duration"]);
  assert.deepEqual(await selected("?b.client.duration"), ["db.client.duration"]);
  assert.deepEqual(await selected("htt?"), ["http"]);
});

Deno.test("createViews() selects by the meter, the type and the unit", async () => {
  const isSelected = async (selector: ViewConfigModel["selector"]) => {
    const views = [{ selector, stream: { name: null, description: "selected" } }];
    const metrics = await measure(views, (meter) => {
      meter.createUpDownCounter("c", { unit: "{thing}" }).add(1);
    });
    return metrics.get("c")?.descriptor.description === "selected";
  };
  assert.equal(await isSelected({}), true);
  assert.equal(await isSelected({ instrument_type: "up_down_counter", unit: "{thing}" }), true);
  assert.equal(await isSelected({ instrument_type: "counter" }), false);
  assert.equal(await isSelected({ unit: "s" }), false);
  assert.equal(await isSelected({ meter_name: "m", meter_version: "1.0" }), true);
  assert.equal(await isSelected({ meter_name: "n" }), false);
  assert.equal(await isSelected({ meter_version: "2.0" }), false);
  assert.equal(await isSelected({ meter_schema_url: "https://example.com" }), true);
  assert.equal(await isSelected({ meter_schema_url: "https://example.org" }), false);
});

Deno.test("createViews() renames, drops and filters streams", async () => {
  const metrics = await measure([
    { selector: { instrument_name: "a" }, stream: { name: "renamed", ...KEEP_NONE } },
    { selector: { instrument_name: "b" }, stream: { aggregation: { drop: null } } },
    {
      selector: { instrument_name: "c" },
      stream: {
        aggregation: { base2_exponential_bucket_histogram: null },
        attribute_keys: { included: ["k*"], excluded: ["k2"] },
      },
    },
  ], (meter) => {
    meter.createCounter("a", { valueType: ValueType.INT }).add(1, { k1: 1 });
    meter.createCounter("b").add(1);
    meter.createHistogram("c").record(1, { k1: 1, k2: 2, other: 3 });
  });
  assert.deepEqual([...metrics.keys()], ["renamed", "c"]);
  assert.deepEqual(metrics.get("renamed")?.dataPoints[0]?.attributes, {});
  assert.deepEqual(metrics.get("c")?.dataPoints[0]?.attributes, { k1: 1 });
  assert.equal(metrics.get("c")?.dataPointType, DataPointType.EXPONENTIAL_HISTOGRAM);
});

Deno.test("createViews() limits the scale of a histogram", async () => {
  const scaleOf = async (max_scale: number | null) => {
    const metrics = await measure([{
      selector: { instrument_name: "h" },
      stream: { aggregation: { base2_exponential_bucket_histogram: { max_scale } } },
    }], (meter) => meter.createHistogram("h").record(3));
    const value = metrics.get("h")?.dataPoints[0]?.value;
    return typeof value === "object" && "scale" in value ? value.scale : undefined;
  };
  assert.equal(await scaleOf(null), 20);
  assert.equal(await scaleOf(4), 4);
});

Deno.test("createViews() refuses one name for several instruments", () => {
  for (const selector of [{}, { instrument_name: "a*" }, { instrument_name: "a?" }]) {
    assert.throws(
      () => viewsOf({ selector, stream: { name: "one" } }),
      new TypeError(
        "Cannot create the view one: its selector may match several instruments, " +
          "name one in instrument_name",
      ),
    );
  }
});
