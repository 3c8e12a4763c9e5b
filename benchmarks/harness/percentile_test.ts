import assert from "node:assert/strict";
import { percentile } from "./percentile.ts";

Deno.test("percentile() is one of the values, by its rank", () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
  assert.deepEqual([0, 1, 50, 99, 100].map((percent) => percentile(hundred, percent)), [
    1,
    1,
    50,
    99,
    100,
  ]);
  assert.equal(percentile([7], 99), 7);
});
