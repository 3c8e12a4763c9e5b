import { AggregationType, InstrumentType } from "@opentelemetry/sdk-metrics";
import { deepEqual, doesNotThrow, equal, match } from "node:assert/strict";
import { ManualReader } from "./testdata/play_script.ts";
import { provide, warningsOf } from "./testdata/provide.ts";

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
