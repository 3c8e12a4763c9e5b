import assert from "node:assert/strict";
import { summarize } from "./summarize.ts";

Deno.test("summarize() has the quartiles, in whatever order the values are", () => {
  assert.deepEqual(summarize([5, 1, 4, 2, 3]), { least: 1, median: 3, lower: 2, upper: 4 });
  assert.deepEqual(summarize([1, 2]), { least: 1, median: 1.5, lower: 1.3, upper: 1.8 });
  assert.deepEqual(summarize([7]), { least: 7, median: 7, lower: 7, upper: 7 });
});

Deno.test("summarize() keeps as many digits as it is told", () => {
  assert.equal(summarize([0.1234], 3).median, 0.123);
  assert.equal(summarize([0.1234]).median, 0.1);
});

Deno.test("summarize() refuses to sum up nothing", () => {
  assert.throws(() => summarize([]), RangeError);
});
