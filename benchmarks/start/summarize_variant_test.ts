import assert from "node:assert/strict";
import { summarizeVariant } from "./summarize_variant.ts";

Deno.test("summarizeVariant() compares within a round, so that a slow round does not count", () => {
  const bare = [{ running: 10, ended: 20 }, { running: 100, ended: 200 }];
  const slower = bare.map(({ running, ended }) => ({ running: running + 5, ended }));
  const { added, ended } = summarizeVariant(slower, bare);
  assert.deepEqual(added, { least: 5, median: 5, lower: 5, upper: 5 });
  assert.equal(ended.median, 110);
});
