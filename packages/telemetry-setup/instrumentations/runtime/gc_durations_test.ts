import assert from "node:assert/strict";
import { type GcStatistic, observeGcDurations } from "./gc_durations.ts";

/** A profiler that tells what `collect` is told while it is started. */
function fakeProfiler() {
  let seen: GcStatistic[] | undefined;
  return {
    collect: (gcType: string, cost: number) => void seen?.push({ gcType, cost }),
    isStarted: () => seen !== undefined,
    start: () => void (seen = []),
    stop() {
      const statistics = seen ?? [];
      seen = undefined;
      return { statistics };
    },
  };
}

Deno.test("observeGcDurations() records what was collected between two drains, in seconds", () => {
  const profiler = fakeProfiler();
  const recorded: [number, string][] = [];
  using durations = observeGcDurations((...args) => void recorded.push(args), {
    createProfiler: () => profiler,
  });
  durations.drain();
  profiler.collect("Scavenge", 2_000_000);
  profiler.collect("MarkSweepCompact", 1_500_000_000);
  durations.drain();
  profiler.collect("IncrementalMarking", 1_000_000);
  profiler.collect("ProcessWeakCallbacks", 500_000);
  durations.drain();
  durations.drain();
  assert.deepEqual(recorded, [
    [0.002, "minor"],
    [1.5, "major"],
    [0.001, "incremental"],
    [0.0005, "weakcb"],
  ]);
});

Deno.test("observeGcDurations() leaves out what the conventions have no name for", () => {
  const profiler = fakeProfiler();
  using durations = observeGcDurations(() => assert.fail("recorded"), {
    createProfiler: () => profiler,
  });
  durations.drain();
  profiler.collect("Unknown", 1);
  durations.drain();
});

Deno.test("observeGcDurations() observes from the first drain until it is disposed of", () => {
  const profiler = fakeProfiler();
  const durations = observeGcDurations(() => {}, { createProfiler: () => profiler });
  assert.equal(profiler.isStarted(), false);
  durations.drain();
  assert.equal(profiler.isStarted(), true);
  durations[Symbol.dispose]();
  assert.equal(profiler.isStarted(), false);
});

Deno.test("observeGcDurations() sees the collections of V8, none longer than the time it took", () => {
  const recorded: [number, string][] = [];
  using durations = observeGcDurations((...args) => void recorded.push(args));
  durations.drain();
  const start = performance.now();
  let kept: unknown[] = [];
  for (let round = 0; round < 50 && recorded.length === 0; round++) {
    kept = Array.from({ length: 200_000 }, (_, index) => ({ index }));
    durations.drain();
  }
  const elapsed = (performance.now() - start) / 1000;
  assert.equal(kept.length, 200_000);
  const sum = recorded.reduce((total, [seconds]) => total + seconds, 0);
  assert.ok(sum > elapsed / 1e5, `${sum} of ${elapsed} s`);
  assert.ok(sum <= elapsed, `${sum} of ${elapsed} s`);
});

Deno.test("observeGcDurations() is still, where there is no such profiler", () => {
  let asked = 0;
  using durations = observeGcDurations(() => assert.fail("recorded"), {
    createProfiler() {
      asked++;
      throw new TypeError("GCProfiler is not a constructor");
    },
  });
  durations.drain();
  durations.drain();
  assert.equal(asked, 1);
});
