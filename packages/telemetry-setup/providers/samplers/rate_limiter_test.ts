import assert from "node:assert/strict";
import { createRateLimiter } from "./rate_limiter.ts";

function limiterAt(perSecond: number) {
  let time = 1000;
  const allow = createRateLimiter(perSecond, () => time);
  return {
    /** How many of 20 are allowed at once, so many milliseconds later. */
    allowedAfter(milliseconds: number): number {
      time += milliseconds;
      return Array.from({ length: 20 }, allow).filter(Boolean).length;
    },
  };
}

Deno.test("createRateLimiter() allows so many a second, and saves up no more", () => {
  const { allowedAfter } = limiterAt(3);
  assert.deepEqual([0, 0, 1000, 500, 500, 60_000].map(allowedAfter), [3, 0, 3, 1, 2, 3]);
});

Deno.test("createRateLimiter() allows one in several seconds", () => {
  const { allowedAfter } = limiterAt(0.1);
  assert.deepEqual([0, 9_999, 1, 100_000].map(allowedAfter), [1, 0, 1, 1]);
});

Deno.test("createRateLimiter() allows none for 0 and less", () => {
  for (const perSecond of [0, -1, NaN]) {
    assert.deepEqual([0, 60_000].map(limiterAt(perSecond).allowedAfter), [0, 0]);
  }
});
