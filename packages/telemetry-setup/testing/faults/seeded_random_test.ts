import assert from "node:assert/strict";
import { seededRandom } from "./seeded_random.ts";

Deno.test("seededRandom() gives the same numbers for the same seed, all of them in range", () => {
  const take = (seed: number) => Array.from({ length: 1000 }, seededRandom(seed));
  assert.deepEqual(take(7), take(7));
  assert.notDeepEqual(take(7), take(8));
  assert.ok(take(7).every((number) => number >= 0 && number < 1));
  assert.equal(new Set(take(7)).size, 1000);
});
