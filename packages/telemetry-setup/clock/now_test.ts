import "node:async_hooks";
import assert from "node:assert/strict";
import { holdClock, now, releaseClock, useInnerClock } from "./now.ts";

/** What Deno's function writes. */
const writing = (milliseconds: () => number) => ({
  op_now(time: Uint8Array) {
    const told = milliseconds();
    const parts = new Uint32Array(time.buffer);
    parts[0] = Math.floor(told / 1000);
    parts[1] = (told % 1000) * 1e6;
  },
});

function assertIsTheTime(): void {
  for (let i = 0; i < 1000; i++) {
    const [before, time, after] = [performance.now(), now(), performance.now()];
    assert.ok(before <= time && time <= after, `${before} <= ${time} <= ${after}`);
  }
}

Deno.test("now() is what performance.now() tells, whichever clock it reads", () => {
  assertIsTheTime();
  using _inner = useInnerClock();
  assertIsTheTime();
});

Deno.test("useInnerClock() uses Deno's function, until it is disposed of", () => {
  let shift = 0;
  const inner = useInnerClock(writing(() => performance.now() + shift));
  shift = 5000;
  assert.ok(now() >= performance.now() + 4000);
  inner[Symbol.dispose]();
  assertIsTheTime();
});

Deno.test("useInnerClock() leaves the clock, where the function is missing or tells something else", () => {
  const inners: unknown[] = [
    undefined,
    null,
    {},
    { op_now: 1 },
    { op_now: () => performance.now() },
    writing(() => performance.now() - 1000),
    writing(() => Date.now()),
    {
      op_now() {
        throw new TypeError("Another buffer is expected");
      },
    },
  ];
  for (const inner of inners) {
    using _inner = useInnerClock(inner ?? {});
    assertIsTheTime();
  }
});

Deno.test("holdClock() has now() tell one time, until releaseClock()", () => {
  const time = holdClock();
  const before = performance.now();
  while (performance.now() === before);
  assert.equal(now(), time);
  assert.equal(holdClock(), time, "it is held already");
  releaseClock();
  assertIsTheTime();
});
