import { deepEqual, equal } from "node:assert/strict";
import { combinePoints } from "./combine_points.ts";
import type { ResolvedPoint } from "./resolve_points.ts";

const added = (since: number, time: number, value: number): ResolvedPoint => ({
  since: BigInt(since),
  time: BigInt(time),
  value,
});
const is = (time: number, value: number): ResolvedPoint => ({ time: BigInt(time), value });

Deno.test("combinePoints() leaves the points of one sender as they are, if they are not too many", () => {
  const points = [added(0, 10, 1), added(10, 20, 2)];
  equal(combinePoints([points], { maxPoints: 2, values: "sum" }), points);
});

Deno.test("combinePoints() adds up what was added, so that nothing gets lost", () => {
  const points = Array.from({ length: 1000 }, (_, index) => added(index, index + 1, 1));
  const combined = combinePoints([points], { maxPoints: 10, values: "sum" });
  equal(combined.length, 10);
  equal(combined.reduce((sum, { value = 0 }) => sum + value, 0), 1000);
  deepEqual([combined[0]?.since, combined.at(-1)?.time], [0n, 1000n]);
});

Deno.test("combinePoints() adds up what several senders have, each with its last value", () => {
  const senders = [
    [is(0, 1), is(10, 2), is(20, 3)],
    [is(5, 10), is(15, 20), is(25, 30)],
  ];
  const combined = combinePoints(senders, { maxPoints: 300, values: "sum" });
  deepEqual(combined.map(({ value }) => value), [11, 22, 33]);
});

Deno.test("combinePoints() takes the last of the values of gauges", () => {
  const combined = combinePoints([[is(0, 1), is(10, 2)], [is(5, 7), is(14, 9)]], {
    maxPoints: 300,
    values: "last",
  });
  deepEqual(combined.map(({ value }) => value), [7, 9]);
});
