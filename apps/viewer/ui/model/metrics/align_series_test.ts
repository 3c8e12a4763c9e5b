import { deepEqual } from "node:assert/strict";
import type { MetricSeries } from "../../../contract/metrics.ts";
import { alignSeries } from "./align_series.ts";
import { thinOut } from "./thin_out.ts";

Deno.test("alignSeries() brings series to the same times, and says where one has no point", () => {
  const point = (seconds: number, value: number) => ({
    timeUnixNano: `${seconds}500000000`,
    value,
  });
  const series: readonly MetricSeries[] = [
    { attributes: [], exemplars: [], points: [point(9, 1), point(10, 2)] },
    { attributes: [], exemplars: [], points: [point(10, 5)] },
  ];
  deepEqual(alignSeries(series, "value"), { times: [9.5, 10.5], values: [[1, 2], [null, 5]] });
});

Deno.test("alignSeries() divides sum by count, when the mean is asked for", () => {
  const points = [{ timeUnixNano: "1", sum: 6, count: 3 }, { timeUnixNano: "2", sum: 0, count: 0 }];
  deepEqual(alignSeries([{ attributes: [], exemplars: [], points }], "mean").values, [[2, null]]);
});

Deno.test("thinOut() leaves the largest exemplar of each stretch", () => {
  const exemplars = [1, 9, 3, 4, 8, 2].map((value, index) => ({
    timeUnixNano: String(index * 1_000_000),
    value,
    traceId: "",
    spanId: "",
    attributes: [],
  }));
  deepEqual(thinOut(exemplars, 2).map(({ value }) => value), [9, 8]);
  deepEqual(thinOut(exemplars, 6), exemplars);
});
