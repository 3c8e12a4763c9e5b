import { createNoopMeter } from "@opentelemetry/api";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  AggregationTemporality,
  AggregationType,
  type CollectionResult,
  type IMetricReader,
  type MetricProducer,
} from "@opentelemetry/sdk-metrics";
import { deepEqual, doesNotThrow, equal, notEqual, rejects, throws } from "node:assert/strict";
import { createGuard } from "../guard/guard.ts";
import { MeterProvider } from "./meter_provider.ts";
import { ManualReader } from "./testdata/play_script.ts";
import { provide, warningsOf } from "./testdata/provide.ts";

Deno.test("getMeter() gives the same meter for the same scope, and another one for another", () => {
  const { provider } = provide();
  const options = { schemaUrl: "urn:x" };
  const meter = provider.getMeter("a", "1", options);
  equal(provider.getMeter("a", "1", { ...options }), meter);
  notEqual(provider.getMeter("a", "2", options), meter);
  notEqual(provider.getMeter("a", "1"), meter);
  notEqual(provider.getMeter("a", "1", { ...options, attributes: { x: 1 } } as never), meter);
});

Deno.test("getMeter() gives one meter for all scopes beyond a thousand, and says so once", async () => {
  const reader = new ManualReader();
  let leftOut = 0;
  const guard = createGuard((count) => void (leftOut += count));
  const provider = new MeterProvider({ readers: [reader], guard });
  const first = provider.getMeter("scope 0");
  for (let count = 1; count < 1000; count++) provider.getMeter(`scope ${count}`);
  equal(provider.getMeter("scope 0"), first);
  first.createCounter("rolls").add(1);
  const warnings = warningsOf(() => {
    for (let count = 1; count <= 50; count++) {
      const meter = provider.getMeter(`further ${count}`);
      meter.createCounter("rolls").add(count, { sides: 6 });
      meter.createHistogram("duration").record(1);
      const observable = meter.createObservableGauge("queue.size");
      observable.addCallback((result) => result.observe(7));
      meter.addBatchObservableCallback((result) => result.observe(observable, 7), [observable]);
    }
  });
  deepEqual(warnings.slice(0, 1), [
    "Cannot keep more than 1000 meters: what those of further scopes measure is added up in the scope " +
    "otel_deno.overflow, and what they would observe is left out",
  ]);
  equal(warnings.filter((line) => line.startsWith("Cannot keep")).length, 1);
  equal(leftOut, 50);
  const { resourceMetrics, errors } = await reader.collect();
  deepEqual(errors, []);
  deepEqual(
    resourceMetrics.scopeMetrics.map(({ scope: { name }, metrics }) => [
      name,
      metrics.map(({ descriptor, dataPoints }) => [
        descriptor.name,
        dataPoints.map(({ value }) => typeof value === "number" ? value : value.count),
      ]),
    ]),
    [
      ["scope 0", [["rolls", [1]]]],
      ["otel_deno.overflow", [["rolls", [50 * 51 / 2]], ["duration", [50]]]],
    ],
  );
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
  equal(meter.createHistogram("h"), createNoopMeter().createGauge("h"));
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
    forceFlush() {
      asked.push("forceFlush");
      return Promise.resolve();
    },
    shutdown() {
      asked.push("shutdown");
      return Promise.resolve();
    },
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
