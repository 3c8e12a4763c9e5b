import assert from "node:assert/strict";
import { type BatchQueueOptions, createBatchQueue } from "./batch_queue.ts";

/** A queue whose exports end when the test says so, and whose timer fires when it says so. */
function setUp(options: Partial<BatchQueueOptions<number>> = {}) {
  const batches: (readonly number[])[] = [];
  const exports: PromiseWithResolvers<void>[] = [];
  const timers: { callback: () => void; milliseconds: number; cancelled: boolean }[] = [];
  let dropped = 0;
  const queue = createBatchQueue<number>({
    maxQueueSize: 8,
    maxExportBatchSize: 3,
    scheduledDelayMillis: 5000,
    exportBatch(batch) {
      batches.push(batch);
      const underWay = Promise.withResolvers<void>();
      exports.push(underWay);
      return underWay.promise;
    },
    onDrop: (count) => {
      dropped += count;
    },
    setTimer(callback, milliseconds) {
      const timer = { callback, milliseconds, cancelled: false };
      timers.push(timer);
      return () => {
        timer.cancelled = true;
      };
    },
    ...options,
  });
  return {
    queue,
    batches,
    timers,
    addAll: (...records: number[]) => records.forEach((record) => queue.add(record)),
    dropped: () => dropped,
    fireTimer() {
      const waiting = timers.filter(({ cancelled }) => !cancelled);
      assert.equal(waiting.length, 1, "exactly one timer runs");
      timers.length = 0;
      waiting[0]?.callback();
    },
    /** Ends the oldest export that is under way, and lets the queue act on it. */
    async endExport(error?: Error) {
      const underWay = exports.shift();
      assert.ok(underWay, "an export is under way");
      if (error === undefined) underWay.resolve();
      else underWay.reject(error);
      await turn();
    },
  };
}

/** Lets everything run that waits for nothing but promises. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Whether a promise is settled, once everything ran that waits for nothing but promises. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  promise.then(() => settled = true, () => settled = true);
  await turn();
  return settled;
}

Deno.test("createBatchQueue() exports at once, when a batch is full", () => {
  const { addAll, batches, timers } = setUp();
  addAll(1, 2);
  assert.deepEqual(batches, []);
  addAll(3);
  assert.deepEqual(batches, [[1, 2, 3]]);
  assert.ok(timers.every(({ cancelled }) => cancelled));
});

Deno.test("createBatchQueue() exports what is there after the delay, counted from the first record", () => {
  const { addAll, batches, timers, fireTimer } = setUp();
  addAll(1, 2);
  assert.deepEqual(timers.map(({ milliseconds }) => milliseconds), [5000]);
  fireTimer();
  assert.deepEqual(batches, [[1, 2]]);
});

Deno.test("createBatchQueue() has one export under way at a time", async () => {
  const { addAll, batches, endExport } = setUp();
  addAll(1, 2, 3, 4, 5, 6, 7);
  assert.deepEqual(batches, [[1, 2, 3]]);
  await endExport();
  assert.deepEqual(batches, [[1, 2, 3], [4, 5, 6]]);
  await endExport();
  assert.equal(batches.length, 2);
});

Deno.test("createBatchQueue() waits for the delay again, when few records are left after an export", async () => {
  const { addAll, batches, endExport, fireTimer } = setUp();
  addAll(1, 2, 3, 4);
  await endExport();
  fireTimer();
  assert.deepEqual(batches, [[1, 2, 3], [4]]);
});

Deno.test("createBatchQueue() exports without a further delay, when it ran out during an export", async () => {
  const { addAll, batches, endExport, fireTimer } = setUp();
  addAll(1, 2, 3, 4);
  fireTimer();
  assert.deepEqual(batches, [[1, 2, 3]]);
  await endExport();
  assert.deepEqual(batches, [[1, 2, 3], [4]]);
});

Deno.test("createBatchQueue() goes on after an export that failed", async () => {
  const { addAll, batches, endExport } = setUp();
  addAll(1, 2, 3, 4, 5, 6);
  await endExport(new Error("boom"));
  assert.deepEqual(batches, [[1, 2, 3], [4, 5, 6]]);
});

Deno.test("createBatchQueue() goes on after an export that threw, and add() does not throw", async () => {
  let calls = 0;
  const { addAll } = setUp({
    exportBatch() {
      calls++;
      throw new Error("boom");
    },
  });
  addAll(1, 2, 3);
  await turn();
  addAll(4, 5, 6);
  assert.equal(calls, 2);
});

Deno.test("createBatchQueue() keeps no more than its size and counts the others", async () => {
  const { addAll, batches, dropped, endExport, queue } = setUp();
  // Three of them are under way and do not count.
  addAll(...Array(20).keys());
  assert.equal(dropped(), 9);
  const flushed = queue.forceFlush();
  for (let i = 0; i < 4; i++) await endExport();
  await flushed;
  assert.deepEqual(batches.flat(), [...Array(11).keys()]);
});

Deno.test("createBatchQueue() exports before it drops, when a batch may be larger than the queue", () => {
  const { addAll, batches, dropped } = setUp({ maxQueueSize: 2, maxExportBatchSize: 512 });
  addAll(1, 2);
  assert.deepEqual(batches, [[1, 2]]);
  assert.equal(dropped(), 0);
});

Deno.test("forceFlush() exports everything in batches and waits for all of it", async () => {
  const { addAll, batches, endExport, queue } = setUp();
  addAll(1, 2, 3, 4, 5, 6, 7);
  const flushed = queue.forceFlush();
  await endExport();
  await endExport();
  assert.equal(await isSettled(flushed), false);
  await endExport();
  assert.equal(await isSettled(flushed), true);
  assert.deepEqual(batches, [[1, 2, 3], [4, 5, 6], [7]]);
});

Deno.test("forceFlush() waits for the export under way, when nothing else is there", async () => {
  const { addAll, endExport, queue } = setUp();
  addAll(1, 2, 3);
  const flushed = queue.forceFlush();
  assert.equal(await isSettled(flushed), false);
  await endExport();
  assert.equal(await isSettled(flushed), true);
});

Deno.test("forceFlush() ends at once, when there is nothing", async () => {
  assert.equal(await isSettled(setUp().queue.forceFlush()), true);
});

Deno.test("forceFlush() ends, when full batches keep coming", async () => {
  const { addAll, endExport, queue } = setUp();
  addAll(1, 2, 3);
  const flushed = queue.forceFlush();
  let ends = 0;
  while (!await isSettled(flushed)) {
    assert.ok(ends++ < 3, "it waits for records that came after the call");
    addAll(4, 5, 6);
    await endExport();
  }
});

Deno.test("flushNow() hands everything over before it returns, in batches", async () => {
  const { addAll, batches, endExport, queue, timers } = setUp();
  addAll(1, 2, 3, 4, 5, 6, 7);
  queue.flushNow();
  assert.deepEqual(batches, [[1, 2, 3], [4, 5, 6], [7]]);
  assert.ok(timers.every(({ cancelled }) => cancelled));
  for (let i = 0; i < 3; i++) await endExport();
  assert.equal(batches.length, 3);
});

Deno.test("flushNow() exports nothing, when there is nothing", () => {
  const { batches, queue } = setUp();
  queue.flushNow();
  assert.deepEqual(batches, []);
});

Deno.test("forceFlush() waits for what flushNow() handed over, when the process lives on", async () => {
  const { addAll, batches, endExport, queue } = setUp();
  addAll(1, 2, 3, 4);
  queue.flushNow();
  addAll(5, 6, 7);
  assert.deepEqual(batches, [[1, 2, 3], [4]], "no export beside those");
  const flushed = queue.forceFlush();
  await endExport();
  assert.deepEqual(batches, [[1, 2, 3], [4]]);
  await endExport();
  assert.deepEqual(batches, [[1, 2, 3], [4], [5, 6, 7]]);
  assert.equal(await isSettled(flushed), false);
  await endExport();
  assert.equal(await isSettled(flushed), true);
});

Deno.test("close() flushes, then ignores what is added", async () => {
  const { addAll, batches, dropped, endExport, queue, timers } = setUp();
  addAll(1);
  const closed = queue.close();
  addAll(2);
  await endExport();
  await closed;
  addAll(3, 4, 5, 6);
  assert.deepEqual(batches, [[1]]);
  assert.equal(dropped(), 0);
  assert.ok(timers.every(({ cancelled }) => cancelled));
});

Deno.test("createBatchQueue() does not keep the process alive with its own timer", () => {
  const { setTimeout: original } = globalThis;
  const timers: ReturnType<typeof setTimeout>[] = [];
  globalThis.setTimeout = ((...parameters: Parameters<typeof original>) => {
    const timer = original(...parameters);
    timers.push(timer);
    return timer;
  }) as typeof setTimeout;
  try {
    const queue = createBatchQueue<number>({
      maxQueueSize: 8,
      maxExportBatchSize: 3,
      scheduledDelayMillis: 60_000,
      exportBatch: () => Promise.resolve(),
      onDrop() {},
    });
    queue.add(1);
    assert.deepEqual(timers.map((timer) => timer.hasRef()), [false]);
    queue.flushNow();
  } finally {
    globalThis.setTimeout = original;
  }
});
