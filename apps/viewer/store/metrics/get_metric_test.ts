import { deepEqual, equal } from "node:assert/strict";
import { makeMetrics, textAttributes } from "../../testing/make_metrics.ts";
import { withStore } from "../../testing/with_store.ts";

const SECOND = 1_000_000_000;

Deno.test("getMetric() gives rates of a counter, by attributes or by one of them", async () => {
  await withStore(async (store) => {
    for (const [run, factor] of [["1", 1], ["2", 10]] as const) {
      await store.writeMetrics(makeMetrics(run, {
        name: "requests",
        unit: "{request}",
        sum: {
          aggregationTemporality: 2,
          isMonotonic: true,
          dataPoints: ["a", "b"].flatMap((route) =>
            [1, 2, 3].map((second) => ({
              startTimeUnixNano: "1",
              timeUnixNano: String(second * SECOND),
              asInt: String(second * factor),
              attributes: textAttributes({ route, status: "200" }),
            }))
          ),
        },
      }));
    }
    const [metric] = await store.listMetrics();
    deepEqual({ ...metric, id: 0 }, {
      id: 0,
      name: "requests",
      description: "",
      unit: "{request}",
      kind: "sum",
      monotonic: true,
      temporality: "cumulative",
      service: "dice",
      scope: "http",
      seriesCount: 2,
      pointCount: 12,
      lastUnixNano: String(3 * SECOND),
      attributeKeys: ["route", "status"],
    });
    const query = { id: metric!.id, from: String(2 * SECOND) };
    const all = await store.getMetric(query);
    deepEqual(all?.series.map(({ points }) => points.map(({ value, rate }) => [value, rate])), [
      [[11, 11], [11, 11]],
      [[11, 11], [11, 11]],
    ]);
    const split = await store.getMetric({ ...query, splitBy: "status", run: "2" });
    equal(split?.series.length, 1);
    deepEqual(split?.series[0]?.attributes, textAttributes({ status: "200" }));
    deepEqual(split?.series[0]?.points.map(({ value }) => value), [20, 20]);
    equal(await store.getMetric({ id: 1000 }), undefined);
    deepEqual(await store.listMetrics({ from: String(4 * SECOND) }), []);
  });
});

Deno.test("getMetric() gives buckets, quantiles and exemplars of a histogram of deltas", async () => {
  await withStore(async (store) => {
    await store.writeMetrics(makeMetrics("1", {
      name: "duration",
      histogram: {
        aggregationTemporality: 1,
        dataPoints: [{
          startTimeUnixNano: String(SECOND),
          timeUnixNano: String(3 * SECOND),
          count: "10",
          sum: 12,
          bucketCounts: ["5", "5", "0"],
          explicitBounds: [1, 2],
          exemplars: [{ timeUnixNano: "7", asDouble: 1.5, traceId: "ab", spanId: "cd" }],
        }],
      },
    }));
    const [metric] = await store.listMetrics();
    const [series] = (await store.getMetric({ id: metric!.id }))!.series;
    deepEqual(series?.points, [{
      timeUnixNano: String(3 * SECOND),
      rate: 5,
      count: 10,
      sum: 12,
      buckets: [
        { lower: "-Infinity", upper: 1, count: 5 },
        { lower: 1, upper: 2, count: 5 },
        { lower: 2, upper: "Infinity", count: 0 },
      ],
      p50: 1,
      p90: 1.8,
      p99: 1.98,
    }]);
    deepEqual(series?.exemplars, [
      { timeUnixNano: "7", value: 1.5, traceId: "ab", spanId: "cd", attributes: [] },
    ]);
  });
});

Deno.test("getMetric() brings a long series together in as many points as were asked for", async () => {
  await withStore(async (store) => {
    await store.writeMetrics(makeMetrics("1", {
      name: "rolls",
      exponentialHistogram: {
        aggregationTemporality: 2,
        dataPoints: Array.from({ length: 1000 }, (_, index) => ({
          startTimeUnixNano: "1",
          timeUnixNano: String((index + 1) * SECOND),
          count: String(index + 1),
          scale: 2,
          positive: { offset: 1, bucketCounts: [String(index + 1)] },
        })),
      },
    }));
    const [metric] = await store.listMetrics();
    const [series] = (await store.getMetric({ id: metric!.id, maxPoints: 20 }))!.series;
    equal(series?.points.length, 20);
    equal(series?.points.reduce((sum, { count = 0 }) => sum + count, 0), 1000);
    const counts = series?.points.map(({ buckets }) => buckets?.[0]?.count);
    deepEqual(counts, series?.points.map(({ count }) => count));
  });
});

Deno.test("getMetric() gives an exemplar once, when it was sent with several exports", async () => {
  await withStore(async (store) => {
    const exemplars = [
      { timeUnixNano: "7", asDouble: 1.5, traceId: "ab", spanId: "cd" },
      { timeUnixNano: "7", asDouble: 2.5, traceId: "ab", spanId: "cd" },
    ];
    await store.writeMetrics(makeMetrics("1", {
      name: "duration",
      gauge: {
        dataPoints: [2, 3].map((second) => ({
          timeUnixNano: String(second * SECOND),
          asDouble: 1,
          exemplars,
        })),
      },
    }));
    const [metric] = await store.listMetrics();
    const [series] = (await store.getMetric({ id: metric!.id }))!.series;
    deepEqual(series?.exemplars.map(({ value }) => value), [1.5, 2.5]);
  });
});
