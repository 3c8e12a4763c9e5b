import { deepEqual, equal } from "node:assert/strict";
import { decodeMetrics, type MetricsData } from "@otel-deno/otlp";
import type { TelemetryStore } from "../../contract/mod.ts";
import { openStore } from "../open_store.ts";

const SECOND = 1_000_000_000;

Deno.test("getMetric() gives rates of a counter, by attributes or by one of them", async () => {
  await withStore(async (store) => {
    for (const [run, factor] of [["1", 1], ["2", 10]] as const) {
      await store.writeMetrics(metrics(run, {
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
              attributes: attributes({ route, status: "200" }),
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
    deepEqual(split?.series[0]?.attributes, attributes({ status: "200" }));
    deepEqual(split?.series[0]?.points.map(({ value }) => value), [20, 20]);
    equal(await store.getMetric({ id: 1000 }), undefined);
    deepEqual(await store.listMetrics({ from: String(4 * SECOND) }), []);
  });
});

Deno.test("getMetric() adds up what has the same value of the attribute that is split by", async () => {
  await withStore(async (store) => {
    // By seconds: what each series has counted until then.
    const counted = {
      "1": { "a 200": [1, 4, 9], "a 500": [0, 1, 1], "b 200": [10, 20, 40], "c ": [2, 3, 5] },
      "2": { "a 200": [100, 300, 600], "b 500": [7, 7, 8] },
    };
    for (const [run, series] of Object.entries(counted)) {
      await store.writeMetrics(metrics(run, {
        name: "requests",
        sum: {
          aggregationTemporality: 2,
          isMonotonic: true,
          dataPoints: Object.entries(series).flatMap(([name, values]) => {
            const [route = "", status] = name.split(" ");
            return values.map((value, index) => ({
              startTimeUnixNano: String(SECOND),
              timeUnixNano: String((index + 2) * SECOND),
              asInt: String(value),
              attributes: attributes({ route, ...status && { status } }),
            }));
          }),
        },
      }));
    }
    const [metric] = await store.listMetrics();
    const split = async (query: { readonly splitBy: string; readonly run?: string }) => {
      const { series } = (await store.getMetric({ id: metric!.id, ...query }))!;
      return Object.fromEntries(series.map(({ attributes, points }) => [
        attributes.map(({ value }) => value.stringValue).join(),
        points.map(({ value, rate }) => [value, rate]),
      ]));
    };
    const both = (...values: readonly number[]) => values.map((value) => [value, value]);
    deepEqual(await split({ splitBy: "status" }), {
      "200": both(1 + 10 + 100, 3 + 10 + 200, 5 + 20 + 300),
      "500": both(7, 1, 1),
      // It has no such attribute.
      "": both(2, 1, 2),
    });
    deepEqual(await split({ splitBy: "route" }), {
      a: both(101, 204, 305),
      b: both(17, 10, 21),
      c: both(2, 1, 2),
    });
    deepEqual(await split({ splitBy: "status", run: "2" }), {
      "200": both(100, 200, 300),
      "500": both(7, 0, 1),
    });
  });
});

Deno.test("getMetric() adds up buckets and last values, when it is split by an attribute", async () => {
  await withStore(async (store) => {
    const each = (make: (route: string, status: string) => object) =>
      ["a", "b"].flatMap((route) =>
        ["200", "500"].map((status) => ({
          startTimeUnixNano: String(SECOND),
          timeUnixNano: String(3 * SECOND),
          attributes: attributes({ route, status }),
          ...make(route, status),
        }))
      );
    await store.writeMetrics(metrics("1", {
      name: "duration",
      histogram: {
        aggregationTemporality: 1,
        dataPoints: each((route, status) => ({
          count: route === "a" ? "3" : "1",
          sum: status === "500" ? 4 : 2,
          bucketCounts: route === "a" ? ["1", "2"] : ["0", "1"],
          explicitBounds: [1],
        })),
      },
    }));
    await store.writeMetrics(metrics("1", {
      name: "connections",
      sum: {
        aggregationTemporality: 2,
        dataPoints: each((route, status) => ({
          asInt: `${(route === "a" ? 10 : 20) + (status === "500" ? 1 : 0)}`,
        })),
      },
    }));
    const points = async (name: string) => {
      const { id } = (await store.listMetrics()).find((metric) => metric.name === name)!;
      const { series } = (await store.getMetric({ id, splitBy: "status" }))!;
      deepEqual(series.map(({ attributes }) => attributes), [
        attributes({ status: "200" }),
        attributes({ status: "500" }),
      ]);
      return series.map(({ points }) => points);
    };
    deepEqual(
      (await points("duration")).map(([point]) => [
        point?.count,
        point?.sum,
        point?.rate,
        point?.buckets?.map(({ count }) => count),
      ]),
      [[4, 4, 2, [1, 3]], [4, 8, 2, [1, 3]]],
    );
    deepEqual((await points("connections")).map(([point]) => point?.value), [30, 32]);
  });
});

Deno.test("getMetric() gives buckets, quantiles and exemplars of a histogram of deltas", async () => {
  await withStore(async (store) => {
    await store.writeMetrics(metrics("1", {
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
    await store.writeMetrics(metrics("1", {
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
    await store.writeMetrics(metrics("1", {
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

async function withStore(action: (store: TelemetryStore) => Promise<void>): Promise<void> {
  const store = await openStore();
  try {
    await action(store);
  } finally {
    await store.close();
  }
}

function metrics(run: string, metric: object): MetricsData {
  const resource = {
    attributes: attributes({ "service.name": "dice", "service.instance.id": run }),
  };
  const scopeMetrics = [{ scope: { name: "http" }, metrics: [metric] }];
  const json = JSON.stringify({ resourceMetrics: [{ resource, scopeMetrics }] });
  return decodeMetrics(new TextEncoder().encode(json), "json");
}

function attributes(plain: Readonly<Record<string, string>>) {
  return Object.entries(plain).map(([key, stringValue]) => ({ key, value: { stringValue } }));
}
