import assert from "node:assert/strict";
import { createSimpleQueue } from "./simple_queue.ts";

function setUp(flush: () => Promise<void> = () => Promise.resolve()) {
  const batches: (readonly number[])[] = [];
  const queue = createSimpleQueue<number>({ handOver: (batch) => batches.push(batch), flush });
  return { batches, queue };
}

Deno.test("createSimpleQueue() hands each record over before add() returns", () => {
  const { batches, queue } = setUp();
  queue.add(1);
  queue.add(2);
  queue.flushNow();
  assert.deepEqual(batches, [[1], [2]]);
});

Deno.test("createSimpleQueue() forceFlush() waits until everything was tried", async () => {
  const tried = Promise.withResolvers<void>();
  const { queue } = setUp(() => tried.promise);
  let flushed = false;
  const flush = queue.forceFlush().then(() => flushed = true);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(flushed, false);
  tried.resolve();
  await flush;
});

Deno.test("createSimpleQueue() ignores what is added after close()", async () => {
  const { batches, queue } = setUp();
  queue.add(1);
  await queue.close();
  queue.add(2);
  assert.deepEqual(batches, [[1]]);
});
