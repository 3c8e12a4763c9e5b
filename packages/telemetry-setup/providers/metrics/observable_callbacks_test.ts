import { AggregationTemporality } from "@opentelemetry/sdk-metrics";
import { deepEqual, equal } from "node:assert/strict";
import { ManualReader } from "./testdata/play_script.ts";
import { provide, warningsOf } from "./testdata/provide.ts";

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

Deno.test("A processor of a view's user that throws costs what it was given, and nothing else", async () => {
  const test = provide({
    views: [{
      instrumentName: "*",
      attributesProcessors: [{
        process(incoming) {
          if (incoming["bad"] === true) throw new Error("no");
          return incoming;
        },
      }],
    }],
  });
  const counter = test.meter.createCounter("c");
  counter.add(1, { bad: true });
  counter.add(2);
  test.meter.createObservableGauge("g").addCallback((result) => {
    result.observe(3, { bad: true });
    result.observe(4);
  });
  deepEqual(await test.points(), [["c", {}, 2], ["g", {}, 4]]);
  equal(test.repaired, 2);
});
