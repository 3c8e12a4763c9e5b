import assert from "node:assert/strict";
import { createBackOff } from "./back_off.ts";

function setUp(random = 0.5) {
  let time = 0;
  const backOff = createBackOff({ now: () => time, random: () => random });
  let attempt = 0;
  return {
    backOff,
    /** Fails once more, and tells how long to wait. */
    fail(afterMs = 0) {
      attempt++;
      backOff.failed(attempt, { latest: attempt, afterMs });
      const wait = backOff.retryAt - time;
      time = backOff.retryAt;
      return wait;
    },
    pass: (milliseconds: number) => void (time += milliseconds),
  };
}

Deno.test("createBackOff() waits a second, then half as long again each time, up to five seconds", () => {
  const { fail } = setUp();
  assert.deepEqual([1, 2, 3, 4, 5, 6].map(() => fail()), [1000, 1500, 2250, 3375, 5000, 5000]);
});

Deno.test("createBackOff() waits up to 20 % shorter or longer, by chance", () => {
  assert.equal(setUp(0).fail(), 800);
  assert.equal(setUp(1).fail(), 1200);
});

Deno.test("createBackOff() does not try before the receiver says, and no sooner than usual", () => {
  const { backOff, fail } = setUp();
  assert.equal(fail(20_000), 20_000);
  assert.equal(backOff.heldUntil, 20_000);
  assert.equal(fail(1), 1500);
});

Deno.test("createBackOff() begins anew after a success", () => {
  const { backOff, fail } = setUp();
  fail();
  fail(60_000);
  assert.equal(backOff.isFailing, true);
  backOff.succeeded();
  assert.deepEqual([backOff.isFailing, backOff.heldUntil, backOff.failedSince(0)], [
    false,
    0,
    false,
  ]);
  assert.equal(fail(), 1000);
});

Deno.test("createBackOff() takes attempts that were under way together for one failure", () => {
  const backOff = createBackOff({ now: () => 0, random: () => 0.5 });
  for (const attempt of [1, 2, 3, 4]) backOff.failed(attempt, { latest: 4, afterMs: 0 });
  assert.equal(backOff.retryAt, 1000);
  assert.deepEqual([3, 4].map((attempt) => backOff.failedSince(attempt)), [true, false]);
  backOff.failed(5, { latest: 5, afterMs: 0 });
  assert.equal(backOff.retryAt, 1500);
});

Deno.test("createBackOff() waits no longer than timers can", () => {
  assert.equal(setUp().fail(1e15), 2 ** 31 - 1);
});
