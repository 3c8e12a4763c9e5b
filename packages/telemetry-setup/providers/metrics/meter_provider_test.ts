import {
  type Attributes,
  createNoopMeter,
  diag,
  DiagLogLevel,
  ValueType,
} from "@opentelemetry/api";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  AggregationTemporality,
  AggregationType,
  type CollectionResult,
  type IMetricReader,
  InstrumentType,
  type MetricProducer,
  MetricReader,
} from "@opentelemetry/sdk-metrics";
import {
  deepEqual,
  doesNotThrow,
  equal,
  match,
  notEqual,
  rejects,
  throws,
} from "node:assert/strict";
import { createGuard } from "../guard/guard.ts";
import { MeterProvider, type MeterProviderOptions } from "./meter_provider.ts";
import { ManualReader } from "./testdata/play_script.ts";

/** A provider with a reader, and what both come to. */
function provide(options: MeterProviderOptions = {}, reader: MetricReader = new ManualReader()) {
  let repaired = 0;
  const provider = new MeterProvider({
    guard: createGuard((count) => void (repaired += count)),
    ...options,
    readers: [reader],
  });
  return {
    provider,
    meter: provider.getMeter("dice"),
    async points() {
      const { resourceMetrics } = await reader.collect();
      return resourceMetrics.scopeMetrics.flatMap(({ metrics }) =>
        metrics.flatMap(({ descriptor, dataPoints }) =>
          dataPoints.map(({ attributes, value }) => [descriptor.name, attributes, value])
        )
      );
    },
    get repaired() {
      return repaired;
    },
  };
}

/** What is warned of while something runs. */
function warningsOf(run: () => void): string[] {
  const warnings: string[] = [];
  const ignore = () => {};
  const warn = (...words: unknown[]) => void warnings.push(words.join(" "));
  diag.setLogger({ error: warn, warn, info: ignore, debug: ignore, verbose: ignore }, {
    logLevel: DiagLogLevel.WARN,
    suppressOverrideMessage: true,
  });
  try {
    run();
  } finally {
    diag.disable();
  }
  return warnings;
}

Deno.test("getMeter() gives the same meter for the same scope, and another one for another", () => {
  const { provider } = provide();
  const options = { schemaUrl: "urn:x" };
  const meter = provider.getMeter("a", "1", options);
  equal(provider.getMeter("a", "1", { ...options }), meter);
  notEqual(provider.getMeter("a", "2", options), meter);
  notEqual(provider.getMeter("a", "1"), meter);
  notEqual(provider.getMeter("a", "1", { ...options, attributes: { x: 1 } } as never), meter);
});

Deno.test("MeterProvider tells the scope and the resource, once there are data points", async () => {
  const reader = new ManualReader();
  const resource = resourceFromAttributes({ "service.name": "dice" });
  const provider = new MeterProvider({ readers: [reader], resource });
  provider.getMeter("idle").createCounter("c");
  const attributes = { team: "red" };
  provider.getMeter("a", "1", { schemaUrl: "urn:x", attributes } as never)
    .createCounter("c").add(1);
  const { resourceMetrics } = await reader.collect();
  equal(resourceMetrics.resource, resource);
  deepEqual(resourceMetrics.scopeMetrics.map(({ scope }) => scope), [
    { name: "a", version: "1", schemaUrl: "urn:x", attributes },
  ]);
});

Deno.test("MeterProvider makes instruments that measure nothing, when it has no readers", () => {
  const meter = new MeterProvider().getMeter("a");
  doesNotThrow(() => meter.createCounter("c").add(1));
  doesNotThrow(() => meter.createHistogram("h").record(1));
  equal(meter.createCounter("c"), createNoopMeter().createCounter("c"));
});

Deno.test("MeterProvider gives a meter that does nothing, when it is shut down", async () => {
  const { provider, points } = provide();
  await provider.shutdown();
  const warnings = warningsOf(() => equal(provider.getMeter("a"), createNoopMeter()));
  deepEqual(warnings, ["Cannot give a meter: the provider is shut down"]);
  await provider.shutdown();
  await provider.forceFlush();
  await rejects(points, /shutdown/);
});

Deno.test("MeterProvider takes readers that are not npm's, without a limit of cardinality", async () => {
  const asked: string[] = [];
  let producer: MetricProducer | undefined;
  const reader: Omit<IMetricReader, "selectCardinalityLimit"> = {
    setMetricProducer: (given) => void (producer = given),
    selectAggregation: () => ({ type: AggregationType.DEFAULT }),
    selectAggregationTemporality: () => AggregationTemporality.CUMULATIVE,
    collect: () => producer!.collect(),
    forceFlush: async () => void asked.push("forceFlush"),
    shutdown: async () => void asked.push("shutdown"),
  };
  const provider = new MeterProvider({ readers: [reader as IMetricReader] });
  const counter = provider.getMeter("a").createCounter("c");
  for (let n = 0; n < 2500; n++) counter.add(1, { n });
  const { resourceMetrics } = await reader.collect();
  equal(resourceMetrics.scopeMetrics[0]?.metrics[0]?.dataPoints.length, 2000);
  await provider.forceFlush();
  await provider.shutdown();
  deepEqual(asked, ["forceFlush", "shutdown"]);
});

Deno.test("MeterProvider adds nothing to what other producers of a reader have", async () => {
  const scope = { name: "other" };
  const metrics: CollectionResult = {
    resourceMetrics: {
      resource: resourceFromAttributes({ other: true }),
      scopeMetrics: [{ scope, metrics: [] }],
    },
    errors: [],
  };
  const reader = new ManualReader({
    metricProducers: [{ collect: () => Promise.resolve(metrics) }],
  });
  provide({}, reader).meter.createCounter("c").add(1);
  const { resourceMetrics } = await reader.collect();
  deepEqual(resourceMetrics.scopeMetrics.map(({ scope: { name } }) => name), ["dice", "other"]);
});

Deno.test("MeterProvider throws, when a reader has a provider already or a view is wrong", () => {
  const reader = new ManualReader();
  new MeterProvider({ readers: [reader] });
  throws(() => new MeterProvider({ readers: [reader] }), /bound/);
  throws(() => new MeterProvider({ views: [{ name: "x" }] }), TypeError);
});

Deno.test("An instrument that is asked for again is the same one", async () => {
  const { meter, points } = provide();
  for (let n = 0; n < 3; n++) meter.createCounter("c", { unit: "s" }).add(1, { a: 1 });
  deepEqual(await points(), [["c", { a: 1 }, 3]]);
});

Deno.test("An instrument that conflicts with another one is a metric of its own, with one warning", async () => {
  const { meter, points } = provide();
  const warnings = warningsOf(() => {
    meter.createCounter("c").add(1);
    for (let n = 0; n < 3; n++) meter.createHistogram("C", { unit: "s" }).record(1);
  });
  deepEqual((await points()).map(([name]) => name), ["c", "C"]);
  equal(warnings.length, 1);
  match(warnings[0]!, /^The meter dice has several metrics named C, one of them a HISTOGRAM/);
});

Deno.test("A dropped instrument conflicts with nothing", () => {
  const { meter } = provide({
    views: [{ instrumentUnit: "s", aggregation: { type: AggregationType.DROP } }],
  });
  const warnings = warningsOf(() => {
    meter.createCounter("c").add(1);
    meter.createCounter("c", { unit: "s" }).add(1);
  });
  deepEqual(warnings, []);
});

Deno.test("The longest of several descriptions is told, but for that of a view", async () => {
  const reader = new ManualReader();
  const views = [{ instrumentName: "v", description: "of the view" }];
  const { meter } = provide({ views }, reader);
  const warnings = warningsOf(() => {
    for (const name of ["c", "v"]) {
      for (const description of ["one", "longest of all", "two"]) {
        meter.createCounter(name, { description }).add(1);
      }
    }
  });
  const { resourceMetrics } = await reader.collect();
  deepEqual(
    resourceMetrics.scopeMetrics[0]?.metrics.map(({ descriptor }) => descriptor.description),
    ["longest of all", "of the view"],
  );
  equal(warnings.length, 4);
});

Deno.test("A name that is not allowed is warned of, and used", async () => {
  const { meter, points } = provide();
  const warnings = warningsOf(() => {
    meter.createCounter("1st").add(1);
    meter.createCounter("a".repeat(256)).add(1);
    meter.createCounter(`a/b-c_d.E9${"x".repeat(245)}`).add(1);
  });
  equal((await points()).length, 3);
  equal(warnings.length, 2);
  match(warnings[0]!, /^The name "1st" of an instrument should begin with a letter/);
});

Deno.test("A value below zero is left out of counters and histograms, and told of once each", async () => {
  const test = provide();
  const { meter, points } = test;
  const warnings = warningsOf(() => {
    const counter = meter.createCounter("c");
    const histogram = meter.createHistogram("h");
    for (let n = 0; n < 3; n++) {
      counter.add(-1);
      histogram.record(-1);
    }
    meter.createUpDownCounter("u").add(-1);
    meter.createGauge("g").record(-1);
  });
  deepEqual((await points()).map(([name]) => name), ["u", "g"]);
  deepEqual(warnings, ["Cannot measure c: -1 is below 0", "Cannot measure h: -1 is below 0"]);
  equal(test.repaired, 6);
});

Deno.test("What is not finite is left out, but of a gauge", async () => {
  const test = provide();
  const { meter, points } = test;
  for (const value of [NaN, Infinity]) {
    meter.createCounter("c").add(value);
    meter.createUpDownCounter("u").add(-value);
    meter.createHistogram("h").record(value);
    meter.createGauge("i", { valueType: ValueType.INT }).record(value);
    meter.createGauge("g").record(value);
  }
  deepEqual(await points(), [["g", {}, Infinity]]);
  equal(test.repaired, 8);
});

Deno.test("What is not finite is left out of what is observed, but of a gauge", async () => {
  const test = provide();
  for (const create of ["createObservableCounter", "createObservableGauge"] as const) {
    test.meter[create](create).addCallback((result) => {
      result.observe(1, { n: 1 });
      result.observe(NaN, { n: 2 });
    });
  }
  deepEqual((await test.points()).map(([name, , value]) => [name, value]), [
    ["createObservableCounter", 1],
    ["createObservableGauge", 1],
    ["createObservableGauge", NaN],
  ]);
  equal(test.repaired, 1);
});

Deno.test("An instrument of integers leaves out fractions, and counts that", async () => {
  const test = provide();
  const options = { valueType: ValueType.INT };
  test.meter.createCounter("c", options).add(2.9);
  test.meter.createUpDownCounter("u", options).add(-2.9);
  test.meter.createObservableGauge("o", options).addCallback((result) => result.observe(1.5));
  deepEqual(await test.points(), [["c", {}, 2], ["u", {}, -2], ["o", {}, 1]]);
  equal(test.repaired, 3);
});

Deno.test("Attributes of any kind are repaired, and found again", async () => {
  const test = provide();
  const counter = test.meter.createCounter("c");
  for (let n = 0; n < 2; n++) {
    counter.add(1, { roll: () => 4, sides: 6 } as unknown as Attributes);
    counter.add(1, "none" as unknown as Attributes);
    counter.add(1, null as unknown as Attributes);
    counter.add(1, { list: ["a", 1] } as unknown as Attributes);
    counter.add(1, Object.assign(Object.create({ inherited: 1 }), { own: 1 }));
  }
  deepEqual(await test.points(), [
    ["c", { roll: "[Function]", sides: 6 }, 2],
    ["c", {}, 4],
    ["c", { list: ["a", 1] }, 2],
    ["c", { own: 1 }, 2],
  ]);
  equal(test.repaired, 4);
});

Deno.test("Methods of meters and instruments work without the object that they are from", async () => {
  const { meter, points } = provide();
  const { createCounter } = meter;
  const { add } = createCounter("c");
  add(1);
  const { addCallback } = meter.createObservableGauge("o");
  addCallback((result) => result.observe(2));
  deepEqual(await points(), [["c", {}, 1], ["o", {}, 2]]);
});

Deno.test("A processor of a view's user is asked each time, with the context", async () => {
  const contexts: unknown[] = [];
  const { meter, points } = provide({
    views: [{
      instrumentName: "c",
      attributesProcessors: [{
        process: (incoming, context) => ({ ...incoming, n: contexts.push(context) % 2 }),
      }],
    }],
  });
  const counter = meter.createCounter("c");
  for (let n = 0; n < 4; n++) counter.add(1, { a: 1 });
  deepEqual(await points(), [["c", { a: 1, n: 1 }, 2], ["c", { a: 1, n: 0 }, 2]]);
  equal(contexts.every((context) => context !== undefined), true);
});

Deno.test("A view that leaves out an attribute has one series, however many values it has", async () => {
  const { meter, points } = provide({
    views: [{
      instrumentName: "c",
      attributesProcessors: [{ process: ({ user: _user, ...rest }) => rest }],
    }],
  });
  const counter = meter.createCounter("c");
  for (let user = 0; user < 3000; user++) counter.add(1, { user, route: "/" });
  deepEqual(await points(), [["c", { route: "/" }, 3000]]);
});

Deno.test("A callback that is removed is not called any more, and one that was added twice is called once", async () => {
  const { meter, points } = provide();
  const gauge = meter.createObservableGauge("g");
  let calls = 0;
  const single = () => void calls++;
  const batch = () => void (calls += 10);
  for (let n = 0; n < 2; n++) {
    gauge.addCallback(single);
    meter.addBatchObservableCallback(batch, [gauge]);
  }
  await points();
  equal(calls, 11);
  gauge.removeCallback(single);
  meter.removeBatchObservableCallback(batch, [gauge]);
  await points();
  equal(calls, 11);
});

Deno.test("A batch callback without an instrument to observe is not called, and told of", async () => {
  const { meter, points } = provide();
  let calls = 0;
  const counter = meter.createCounter("c") as never;
  const warnings = warningsOf(() =>
    meter.addBatchObservableCallback(() => void calls++, [counter])
  );
  await points();
  equal(calls, 0);
  deepEqual(warnings, ["Cannot add a batch callback: none of its instruments is observable"]);
});

Deno.test("What a callback observes when it has answered is too late", async () => {
  const { meter, points } = provide();
  let late: (() => void) | undefined;
  meter.createObservableGauge("g").addCallback((result) => {
    late ??= () => result.observe(9, { late: true });
    result.observe(1);
  });
  await points();
  late!();
  deepEqual(await points(), [["g", {}, 1]]);
});

Deno.test("An instrument that a reader's selectors throw for measures nothing", () => {
  const reader = new ManualReader({
    aggregationSelector: (type) => {
      if (type === InstrumentType.COUNTER) throw new Error("no");
      return { type: AggregationType.DEFAULT };
    },
  });
  const test = provide({}, reader);
  doesNotThrow(() => test.meter.createCounter("c").add(1));
  equal(test.repaired, 1);
});

Deno.test("A sum that falls starts anew, when points are cumulative", async () => {
  const reader = new ManualReader();
  let seconds = 0;
  const { meter } = provide({ now: () => [seconds, 0] }, reader);
  const seen = [5, 7, 2];
  meter.createObservableCounter("o").addCallback((result) => result.observe(seen[seconds - 1]!));
  const points: unknown[] = [];
  for (seconds = 1; seconds <= 3; seconds++) {
    const { resourceMetrics } = await reader.collect();
    const [point] = resourceMetrics.scopeMetrics[0]!.metrics[0]!.dataPoints;
    points.push([point!.startTime[0], point!.value]);
  }
  deepEqual(points, [[0, 5], [0, 7], [2, 2]]);
});

Deno.test("What was not observed once goes on where it was, when points are deltas", async () => {
  const { meter, points } = provide(
    {},
    new ManualReader({ aggregationTemporalitySelector: () => AggregationTemporality.DELTA }),
  );
  const seen = [5, undefined, 7];
  meter.createObservableCounter("o").addCallback((result) => {
    const value = seen.shift();
    if (value !== undefined) result.observe(value);
  });
  deepEqual([await points(), await points(), await points()], [
    [["o", {}, 5]],
    [],
    [["o", {}, 2]],
  ]);
});
