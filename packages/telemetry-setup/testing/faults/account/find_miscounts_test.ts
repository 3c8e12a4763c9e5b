import assert from "node:assert/strict";
import { CountedPoints } from "./counted_points.ts";
import { findMiscounts } from "./find_miscounts.ts";

const LEDGER = [
  { run: "t1", first: 0, last: 5 },
  { run: "l1", first: 0, last: 0 },
  { run: "m1", first: 0, last: 0, counted: 4 },
  { run: "t2", first: 0, last: 8 },
  { run: "m2", first: 0, last: 0, counted: 5 },
  { run: "m1", first: 1, last: 1, counted: 3 },
];

function pointsOf(...values: readonly (readonly [run: string, number: number, value: number])[]) {
  const points = new CountedPoints();
  for (const [run, number, value] of values) points.add({ run, number, value });
  return points;
}

Deno.test("findMiscounts() finds nothing, when each data point that arrived is as it was counted", () => {
  // The last one is lost, and process 2 was killed.
  const points = pointsOf(["m1", 0, 4], ["m1", 0, 4], ["m2", 0, 5]);
  assert.deepEqual(findMiscounts({ ledger: LEDGER, points, complete: [1] }), []);
});

Deno.test("findMiscounts() tells of sums that are wrong, two values, and an end without collection", () => {
  const points = pointsOf(["m1", 0, 4], ["m1", 0, 3], ["m1", 1, 3], ["m2", 0, 5]);
  assert.deepEqual(findMiscounts({ ledger: LEDGER, points, complete: [1, 2] }), [
    "of 12 that were counted, 11 arrived",
    "1 data points arrived with two values",
    "process 2 collected 5 of 9 as it ended",
  ]);
});

Deno.test("findMiscounts() tells of a process that counted more than it recorded", () => {
  const ledger = [...LEDGER, { run: "m2", first: 1, last: 1, counted: 5 }];
  assert.deepEqual(findMiscounts({ ledger, points: pointsOf(), complete: [] }), [
    "process 2 counted 10 of 9",
  ]);
});
