import assert from "node:assert/strict";
import { createMemoryLog } from "./memory_log.ts";
import type { PayloadLog } from "./payload_log.ts";
import { ACCEPTED, FAILED, isSettled, setUpQueue } from "./testdata/set_up_queue.ts";

/** A payload that another process left. */
function leave(log: PayloadLog): void {
  const facts = { contentType: "application/json", itemCount: 5, dueAt: 0 };
  log.append(new TextEncoder().encode("[9]"), facts);
}

Deno.test("put() releases what is on disk at once, and keeps in memory what is not", async () => {
  const disk = createMemoryLog();
  let isFull = false;
  const log: PayloadLog = {
    ...disk,
    get itemCount() {
      return disk.itemCount;
    },
    get unread() {
      return disk.unread;
    },
    append: (payload, facts) => !isFull && disk.append(payload, facts),
  };
  const { put, answer, queue, released } = setUpQueue({ disk: log });
  put(1);
  assert.deepEqual(released, [0]);
  isFull = true;
  put(2);
  assert.deepEqual(released, [0]);
  assert.deepEqual(queue.remains, { inMemory: 2, onDisk: 2 });
  await answer(0, ACCEPTED);
  await answer(1, ACCEPTED);
  assert.deepEqual(released, [0, 1]);
  assert.deepEqual(queue.remains, { inMemory: 0, onDisk: 0 });
});

Deno.test("drain() ends after one failure with what is on disk, as it stays there", async () => {
  const { put, sent, answer, queue } = setUpQueue({
    disk: createMemoryLog(),
    maxInFlight: 1,
    maxItems: 1,
  });
  for (const digit of [1, 2, 3]) put(digit);
  const drained = queue.drain();
  await answer(0, FAILED);
  await answer(1, FAILED);
  assert.equal(await isSettled(drained), true);
  assert.deepEqual(sent(), ["[1]", "[1]"]);
});

Deno.test("what another process left is sent after what is live, and told as such", async () => {
  const left = createMemoryLog();
  leave(left);
  let isLeft = true;
  const { put, sent, answer, pass, outcomes } = setUpQueue({
    disk: createMemoryLog(),
    maxInFlight: 1,
    adopt() {
      const log = isLeft ? left : undefined;
      isLeft = false;
      return log;
    },
  });
  put(1);
  put(2);
  await pass(1000);
  await answer(0, ACCEPTED);
  await answer(1, ACCEPTED);
  assert.deepEqual(sent(), ["[1]", "[2]", "[9]"]);
  await answer(2, ACCEPTED);
  assert.partialDeepStrictEqual(outcomes[2], { kind: "accepted", itemCount: 5, replayed: true });
});

Deno.test("what another process left is sent, when nothing is handed over", async () => {
  const left = createMemoryLog();
  const { sent, pass } = setUpQueue({ disk: createMemoryLog(), adopt: () => left });
  leave(left);
  await pass(1000);
  assert.deepEqual(sent(), ["[9]"]);
});
