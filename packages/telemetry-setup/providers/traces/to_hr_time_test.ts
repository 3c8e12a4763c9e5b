import assert from "node:assert/strict";
import { currentTime } from "../../clock/current_time.ts";
import { toHrTime } from "./to_hr_time.ts";

Deno.test("toHrTime() takes a small number for a reading of performance.now()", () => {
  assert.deepEqual(toHrTime(7.5, 8), currentTime(7.5));
});

Deno.test("toHrTime() takes a large number for milliseconds since the epoch", () => {
  assert.deepEqual(toHrTime(1_763_856_000_123, 8), [1_763_856_000, 123_000_000]);
});

Deno.test("toHrTime() takes dates, and seconds with nanoseconds", () => {
  assert.deepEqual(toHrTime(new Date(2250), 8), [2, 250_000_000]);
  assert.deepEqual(toHrTime([2, 3], 8), [2, 3]);
});
