import assert from "node:assert/strict";
import { createSimpleQueue } from "./simple_queue.ts";

Deno.test("createSimpleQueue() exports each record before add() returns", () => {
  const batches: (readonly number[])[] = [];
  const queue = createSimpleQueue<number>((batch) => {
    batches.push(batch);
    return Promise.resolve();
  });
  queue.add(1);
  queue.add(2);
  assert.deepEqual(batches, [[1], [2]]);
  queue.flushNow();
  assert.deepEqual(batches, [[1], [2]]);
});

Deno.test("createSimpleQueue() forceFlush() waits for all exports, failed ones included", async () => {
  const exports = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let next = 0;
  const queue = createSimpleQueue<number>(() => exports[next++]?.promise ?? Promise.resolve());
  queue.add(1);
  queue.add(2);
  let flushed = false;
  const flush = queue.forceFlush().then(() => flushed = true);
  exports[1]?.reject(new Error("boom"));
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(flushed, false);
  exports[0]?.resolve();
  await flush;
});

Deno.test("createSimpleQueue() ignores what is added after close()", async () => {
  let exported = 0;
  const queue = createSimpleQueue<number>(() => {
    exported++;
    return Promise.resolve();
  });
  queue.add(1);
  await queue.close();
  queue.add(2);
  assert.equal(exported, 1);
});
