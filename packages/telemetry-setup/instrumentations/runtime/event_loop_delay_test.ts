import assert from "node:assert/strict";
import { createEventLoopDelayRecorder } from "./event_loop_delay.ts";

/** A recorder whose timer was late by so many milliseconds each time. */
function record(delays: readonly number[]) {
  const recorder = createEventLoopDelayRecorder({ intervalMillis: 20, start: 1000 });
  let now = 1000;
  for (const delay of delays) recorder.tick(now += 20 + delay);
  return recorder;
}

Deno.test("take() sums up by how much the timer was late, in seconds", () => {
  const delays = Array.from({ length: 100 }, (_, index) => index + 1);
  const { mean, stddev, ...rest } = record(delays.reverse()).take()!;
  assert.deepEqual(rest, { min: 0.001, max: 0.1, p50: 0.05, p90: 0.09, p99: 0.099 });
  assert.ok(Math.abs(mean - 0.0505) < 1e-12);
  assert.ok(Math.abs(stddev - Math.sqrt((100 ** 2 - 1) / 12) / 1000) < 1e-12);
});

Deno.test("take() is one value for all, when the timer ticked once", () => {
  assert.deepEqual(record([250]).take(), {
    min: 0.25,
    max: 0.25,
    mean: 0.25,
    stddev: 0,
    p50: 0.25,
    p90: 0.25,
    p99: 0.25,
  });
});

Deno.test("take() begins anew after each reading, and gives nothing without a tick", () => {
  const recorder = record([7, 9]);
  assert.equal(recorder.take()?.max, 0.009);
  assert.equal(recorder.take(), undefined);
  recorder.tick(1000 + 27 + 29 + 22);
  assert.equal(recorder.take()?.max, 0.002);
});

Deno.test("tick() takes a timer that was early for one in time", () => {
  assert.equal(record([-3]).take()?.min, 0);
});

Deno.test("take() has the last 4096 ticks, when there were more", () => {
  const delays = [...new Array(10).fill(999), ...new Array(4096).fill(1)];
  assert.equal(record(delays).take()?.max, 0.001);
});
