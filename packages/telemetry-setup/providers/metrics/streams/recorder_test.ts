import { type Attributes, ValueType } from "@opentelemetry/api";
import { deepEqual, equal } from "node:assert/strict";
import { provide, warningsOf } from "../testdata/provide.ts";

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
