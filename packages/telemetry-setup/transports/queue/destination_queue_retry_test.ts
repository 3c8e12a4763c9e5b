import assert from "node:assert/strict";
import { ACCEPTED, FAILED, isSettled, setUpQueue } from "./testdata/set_up_queue.ts";

Deno.test("a receiver that fails is tried with one request at a time, the oldest first", async () => {
  const { put, sent, answer, pass, outcomes } = setUpQueue();
  for (const digit of [1, 2, 3]) put(digit);
  await answer(1, FAILED);
  await answer(0, FAILED);
  assert.equal(sent().length, 2);
  await pass(999);
  assert.equal(sent().length, 2);
  await pass(1);
  assert.deepEqual(sent().slice(2), ["[1]"]);
  await answer(2, FAILED);
  await pass(1499);
  assert.equal(sent().length, 3);
  await pass(1);
  assert.deepEqual(sent().slice(3), ["[1]"]);
  await answer(3, ACCEPTED);
  assert.deepEqual(sent().slice(4), ["[2]", "[3]"]);
  assert.deepEqual(outcomes.map(({ kind }) => kind), [
    "retrying",
    "retrying",
    "retrying",
    "accepted",
  ]);
});

Deno.test("a receiver is tried for hours, and nothing is lost", async () => {
  const { put, requests, answer, pass, queue } = setUpQueue();
  for (let digit = 0; digit < 9; digit++) put(digit);
  for (let index = 0; index < 1000; index++) {
    await answer(index, FAILED);
    await pass(5000);
  }
  assert.ok(requests.length > 990, "it was tried all the time");
  assert.equal(queue.remains.inMemory, 18);
});

Deno.test("flush() sends what lingers, and waits for it", async () => {
  const { put, sent, answer, queue } = setUpQueue();
  put(1, 5000);
  const flushed = queue.flush();
  assert.deepEqual(sent(), ["[1]"]);
  assert.equal(await isSettled(flushed), false);
  await answer(0, ACCEPTED);
  assert.equal(await isSettled(flushed), true);
});

Deno.test("flush() tries a receiver that fails once, without the wait, and then waits no longer", async () => {
  const { put, sent, answer, queue } = setUpQueue();
  put(1);
  await answer(0, FAILED);
  put(2);
  const flushed = queue.flush();
  assert.deepEqual(sent(), ["[1]", "[1]"]);
  await answer(1, FAILED);
  assert.equal(await isSettled(flushed), true);
  assert.equal(sent().length, 2);
});

Deno.test("flush() leaves a receiver alone that says when", async () => {
  const { put, sent, answer, pass, queue } = setUpQueue();
  put(1);
  const first = queue.flush();
  await answer(0, { ...FAILED, afterMs: 20_000 });
  assert.equal(await isSettled(first), true);
  assert.equal(await isSettled(queue.flush()), true);
  await pass(19_999);
  assert.equal(sent().length, 1);
  await pass(1);
  assert.equal(sent().length, 2);
});

Deno.test("drain() tries everything once more without a wait, and only once", async () => {
  const { put, sent, answer, queue } = setUpQueue({ maxItems: 1 });
  put(1);
  put(2);
  put(3);
  await answer(0, { ...FAILED, afterMs: 20_000 });
  const drained = queue.drain();
  assert.deepEqual(sent(), ["[1]", "[2]", "[1]"]);
  await answer(1, FAILED);
  await answer(2, FAILED);
  assert.deepEqual(sent().slice(3), ["[2]", "[3]"]);
  await answer(3, FAILED);
  assert.equal(await isSettled(drained), false);
  await answer(4, ACCEPTED);
  assert.equal(await isSettled(drained), true);
  assert.equal(sent().length, 5);
  assert.deepEqual(queue.remains, { inMemory: 4, onDisk: 0 });
});

Deno.test("resume() goes on where drain() was, with its waits", async () => {
  const { put, sent, answer, pass, queue } = setUpQueue();
  put(1);
  queue.drain();
  await answer(0, FAILED);
  await answer(1, FAILED);
  queue.resume();
  assert.equal(sent().length, 2);
  await pass(1499);
  assert.equal(sent().length, 2);
  await pass(1);
  assert.equal(sent().length, 3);
});
