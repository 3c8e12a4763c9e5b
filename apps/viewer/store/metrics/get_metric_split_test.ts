import { deepEqual } from "node:assert/strict";
import { makeMetrics, textAttributes } from "../../testing/make_metrics.ts";
import { withStore } from "../../testing/with_store.ts";

const SECOND = 1_000_000_000;

Deno.test("getMetric() adds up what has the same value of the attribute that is split by", async () => {
  await withStore(async (store) => {
    // By seconds: what each series has counted until then.
    const counted = {
      "1": { "a 200": [1, 4, 9], "a 500": [0, 1, 1], "b 200": [10, 20, 40], "c ": [2, 3, 5] },
      "2": { "a 200": [100, 300, 600], "b 500": [7, 7, 8] },
    };
    for (const [run, series] of Object.entries(counted)) {
      await store.writeMetrics(makeMetrics(run, {
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
              attributes: textAttributes({ route, ...status && { status } }),
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
          attributes: textAttributes({ route, status }),
          ...make(route, status),
        }))
      );
    await store.writeMetrics(makeMetrics("1", {
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
    await store.writeMetrics(makeMetrics("1", {
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
        textAttributes({ status: "200" }),
        textAttributes({ status: "500" }),
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
