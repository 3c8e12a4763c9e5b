import assert from "node:assert/strict";
import { summarize, summarizeVariant } from "./summarize.ts";

Deno.test("summarize() has the quartiles, in whatever order the values are", () => {
  assert.deepEqual(summarize([5, 1, 4, 2, 3]), { least: 1, median: 3, lower: 2, upper: 4 });
  assert.deepEqual(summarize([1, 2]), { least: 1, median: 1.5, lower: 1.3, upper: 1.8 });
  assert.deepEqual(summarize([7]), { least: 7, median: 7, lower: 7, upper: 7 });
});

Deno.test("summarize() refuses to sum up nothing", () => {
  assert.throws(() => summarize([]), RangeError);
});

Deno.test("summarizeVariant() compares within a round, so that a slow round does not count", () => {
  const bare = [{ running: 10, ended: 20 }, { running: 100, ended: 200 }];
  const slower = bare.map(({ running, ended }) => ({ running: running + 5, ended }));
  const { added, ended } = summarizeVariant(slower, bare);
  assert.deepEqual(added, { least: 5, median: 5, lower: 5, upper: 5 });
  assert.equal(ended.median, 110);
});
