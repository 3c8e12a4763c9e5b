import assert from "node:assert/strict";
import type { BatchQueueOptions } from "./batch_queue.ts";
import { createEvenCollector } from "./testdata/create_even_collector.ts";
import { setUpBatchQueue } from "./testdata/set_up_batch_queue.ts";

/** A queue that joins, with a collector of even numbers that is full with ten. */
function setUp(options: Partial<BatchQueueOptions<number>> = {}) {
  const left: string[] = [];
  const parts = setUpBatchQueue({
    scheduledDelayMillis: 1000,
    joinMillis: 100,
    handOver: (batch, lingerMillis) => void left.push(`${batch} ${lingerMillis}`),
    collector: createEvenCollector((line) => void left.push(line), { fullWith: 10 }),
    ...options,
  });
  const waits = () =>
    parts.timers.filter(({ cancelled }) => !cancelled).map(({ milliseconds }) => milliseconds);
  return { ...parts, left, waits };
}

Deno.test("createBatchQueue() lets a full batch wait for a little while, when it may join", () => {
  const { addAll, left, waits, fireTimer } = setUp();
  addAll(2, 4);
  assert.deepEqual(waits(), [1000]);
  addAll(6);
  assert.deepEqual(waits(), [100], "from when it is full");
  addAll(8, 10);
  assert.deepEqual([left, waits()], [[], [100]], "and no longer for those that come then");
  fireTimer();
  assert.deepEqual(left.splice(0), ["collected 5 0"]);
  addAll(2);
  assert.deepEqual(waits(), [1000]);
});

Deno.test("createBatchQueue() never lets a record wait longer than it may here, when it may join", () => {
  const { addAll, left, waits, fireTimer } = setUp({ maxWaitHereMillis: 50 });
  addAll(2, 4, 6, 8);
  assert.deepEqual(waits(), [50], "since the first record");
  fireTimer();
  assert.deepEqual(left.splice(0), ["collected 4 0"], "nothing that is full waits elsewhere");
  addAll(2, 4);
  fireTimer();
  assert.deepEqual(left, ["collected 2 950"]);
});

Deno.test("createBatchQueue() hands over at once, when the collector is full or does not take all", () => {
  const { addAll, left, timers } = setUp();
  addAll(2, 4, 6, 8, 10, 12, 14, 16, 18, 20);
  assert.deepEqual(left.splice(0), ["collected 10 0"]);
  addAll(2, 4, 6, 8, 9);
  assert.deepEqual(left.splice(0), ["collected 4 0", "9 0"]);
  addAll(1, 2, 4);
  assert.deepEqual(left, ["collected 2 0", "1 0"]);
  assert.ok(timers.every(({ cancelled }) => cancelled));
});

Deno.test("createBatchQueue() hands over what it is joining, when it is to be empty", async () => {
  const { addAll, left, queue, timers } = setUp();
  addAll(2, 4, 6, 8);
  await queue.forceFlush();
  addAll(2, 4, 6, 8, 10);
  queue.flushNow();
  assert.deepEqual(left, ["collected 4 0", "collected 5 0"]);
  assert.ok(timers.every(({ cancelled }) => cancelled));
});

Deno.test("createBatchQueue() joins a batch of one, when each record is a full batch", () => {
  const { addAll, left, waits, fireTimer } = setUp({ maxExportBatchSize: 1 });
  addAll(2, 4);
  assert.deepEqual([left, waits()], [[], [100]]);
  fireTimer();
  assert.deepEqual(left, ["collected 2 0"]);
});
