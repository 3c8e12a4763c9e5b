import { deepEqual } from "node:assert/strict";
import { spreadExemplars } from "./spread_exemplars.ts";

function exemplar(time: number, value: number) {
  return { timeUnixNano: String(time), value, traceId: "", spanId: "", attributes: [] };
}

Deno.test("spreadExemplars() keeps the largest of each stretch of time, when there are too many", () => {
  const all = [9, 10, 11, 7, 8, 1].map((time) => exemplar(time, time === 8 ? 100 : time));
  const values = (most: number) => spreadExemplars(all, most).map(({ value }) => value);
  deepEqual(values(3), [7, 100, 11]);
  deepEqual(values(4), [1, 100, 9, 11]);
  deepEqual(values(6), [9, 10, 11, 7, 100, 1]);
});
