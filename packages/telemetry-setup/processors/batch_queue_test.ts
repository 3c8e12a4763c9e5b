import assert from "node:assert/strict";
import { createBatchQueue } from "./batch_queue.ts";
import { createEvenCollector } from "./testdata/create_even_collector.ts";
import { setUpBatchQueue } from "./testdata/set_up_batch_queue.ts";

Deno.test("createBatchQueue() hands over at once, when a batch is full", () => {
  const { addAll, batches, timers, queue } = setUpBatchQueue();
  addAll(1, 2);
  assert.deepEqual(batches, []);
  assert.equal(queue.size, 2);
  addAll(3);
  assert.deepEqual(batches, [[1, 2, 3]]);
  assert.equal(queue.size, 0);
  assert.ok(timers.every(({ cancelled }) => cancelled));
});

Deno.test("createBatchQueue() hands over what is there after the delay, counted from the first record", () => {
  const { addAll, batches, lingers, timers, fireTimer } = setUpBatchQueue();
  addAll(1, 2);
  assert.deepEqual(timers.map(({ milliseconds }) => milliseconds), [5000]);
  fireTimer();
  assert.deepEqual([batches, lingers], [[[1, 2]], [0]]);
  addAll(3);
  assert.equal(timers.length, 1, "the delay begins anew");
});

Deno.test("createBatchQueue() waits for nobody between full batches", () => {
  const { addAll, batches, timers } = setUpBatchQueue();
  addAll(1, 2, 3, 4, 5, 6, 7);
  assert.deepEqual(batches, [[1, 2, 3], [4, 5, 6]]);
  assert.equal(timers.filter(({ cancelled }) => !cancelled).length, 1);
});

Deno.test("createBatchQueue() lets what is handed over early wait for the rest of the delay", () => {
  const { addAll, lingers, timers, fireTimer } = setUpBatchQueue({ maxWaitHereMillis: 50 });
  addAll(1);
  assert.deepEqual(timers.map(({ milliseconds }) => milliseconds), [50]);
  fireTimer();
  addAll(2, 3, 4);
  assert.deepEqual(lingers, [4950, 0]);
});

Deno.test("createBatchQueue() waits no longer than the delay, when that is short", () => {
  const { addAll, lingers, timers, fireTimer } = setUpBatchQueue({
    maxWaitHereMillis: 50,
    scheduledDelayMillis: 20,
  });
  addAll(1);
  assert.deepEqual(timers.map(({ milliseconds }) => milliseconds), [20]);
  fireTimer();
  assert.deepEqual(lingers, [0]);
});

Deno.test("createBatchQueue() drops and counts what is over its limit, here and elsewhere", () => {
  let waitingElsewhere = 0;
  const { addAll, batches, dropped } = setUpBatchQueue({
    limit: { maxQueueSize: 4, waitingElsewhere: () => waitingElsewhere },
  });
  addAll(1, 2, 3);
  waitingElsewhere = 3;
  addAll(4, 5, 6);
  assert.equal(dropped(), 2);
  waitingElsewhere = 0;
  addAll(7, 8);
  assert.deepEqual(batches, [[1, 2, 3], [4, 7, 8]]);
  assert.equal(dropped(), 2);
});

Deno.test("createBatchQueue() drops nothing, when there is no limit", () => {
  const { addAll, batches, dropped } = setUpBatchQueue();
  addAll(...Array(30_000).keys());
  assert.equal(batches.length, 10_000);
  assert.equal(dropped(), 0);
});

Deno.test("forceFlush() hands over what is there and waits until it was tried", async () => {
  const tried = Promise.withResolvers<void>();
  const { addAll, batches, lingers, queue, timers } = setUpBatchQueue({
    maxWaitHereMillis: 50,
    flush: () => tried.promise,
  });
  addAll(1);
  let flushed = false;
  const flush = queue.forceFlush().then(() => flushed = true);
  assert.deepEqual([batches, lingers], [[[1]], [0]]);
  assert.ok(timers.every(({ cancelled }) => cancelled));
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(flushed, false);
  tried.resolve();
  await flush;
});

Deno.test("flushNow() hands everything over before it returns", () => {
  const { addAll, batches, queue, timers, flushes } = setUpBatchQueue();
  queue.flushNow();
  assert.deepEqual(batches, []);
  addAll(1, 2, 3, 4);
  queue.flushNow();
  assert.deepEqual(batches, [[1, 2, 3], [4]]);
  assert.ok(timers.every(({ cancelled }) => cancelled));
  assert.equal(flushes(), 0);
});

Deno.test("close() flushes, then ignores what is added", async () => {
  const { addAll, batches, dropped, queue, flushes } = setUpBatchQueue();
  addAll(1);
  const closed = queue.close();
  addAll(2, 3, 4);
  await closed;
  assert.deepEqual(batches, [[1]]);
  assert.deepEqual([dropped(), flushes()], [0, 1]);
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
      maxExportBatchSize: 3,
      scheduledDelayMillis: 60_000,
      handOver() {},
      flush: () => Promise.resolve(),
      onDrop() {},
    });
    queue.add(1);
    assert.deepEqual(timers.map((timer) => timer.hasRef()), [false]);
    queue.flushNow();
  } finally {
    globalThis.setTimeout = original;
  }
});

Deno.test("createBatchQueue() hands over what its collector took, then the records that it did not", () => {
  const left: string[] = [];
  const { addAll, queue, batches, timers, fireTimer } = setUpBatchQueue({
    scheduledDelayMillis: 20,
    handOver: (batch, lingerMillis) => void left.push(`${batch} ${lingerMillis}`),
    collector: createEvenCollector((line) => void left.push(line), { fullWith: 2 }),
  });
  addAll(1, 2);
  assert.equal(queue.size, 2);
  fireTimer();
  assert.deepEqual(left.splice(0), ["collected 1 0", "1 0"]);
  addAll(3, 4, 5);
  assert.deepEqual(left.splice(0), ["collected 1 0", "3,5 0"], "a full batch is counted over both");
  addAll(6, 8);
  assert.deepEqual(left.splice(0), ["collected 2 0"], "the collector is full");
  addAll(10);
  queue.flushNow();
  assert.deepEqual(left, ["collected 1 0"]);
  assert.deepEqual([batches, queue.size], [[], 0]);
  assert.ok(timers.every(({ cancelled }) => cancelled));
});

Deno.test("createBatchQueue() counts what its collector took among those that wait", () => {
  let size = 0;
  const { addAll, dropped } = setUpBatchQueue({
    maxExportBatchSize: 10,
    limit: { maxQueueSize: 3, waitingElsewhere: () => 1 },
    collector: {
      add: () => ++size > 0,
      get size() {
        return size;
      },
      isFull: false,
      handOver() {},
    },
  });
  addAll(1, 2, 3, 4);
  assert.deepEqual([size, dropped()], [2, 2]);
});
