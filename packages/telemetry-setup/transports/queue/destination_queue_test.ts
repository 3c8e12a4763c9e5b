import assert from "node:assert/strict";
import type { Outcome } from "../route.ts";
import type { SendOptions, Verdict } from "../transport.ts";
import { createDestinationQueue, type DestinationQueueOptions } from "./destination_queue.ts";
import { createMemoryLog } from "./memory_log.ts";
import type { PayloadLog } from "./payload_log.ts";

const ACCEPTED: Verdict = { outcome: "accepted", rejectedCount: 0, message: "" };
const FAILED: Verdict = { outcome: "retry", reason: "status 503" };

/** A queue whose requests are answered, and whose clock goes on, when the test says so. */
function setUp(options: Partial<DestinationQueueOptions> = {}) {
  const requests: {
    readonly bytes: readonly number[];
    readonly options: SendOptions;
    readonly answer: (verdict: Verdict) => void;
  }[] = [];
  const outcomes: Outcome[] = [];
  const released: number[] = [];
  let time = 1_000_000;
  let timer: { readonly callback: () => void; readonly at: number } | undefined;
  let closed = false;
  const queue = createDestinationQueue({
    signal: "traces",
    transport: {
      destination: "http://c:4318",
      send(payload, options) {
        const { promise, resolve } = Promise.withResolvers<Verdict>();
        requests.push({ bytes: [...payload], options, answer: resolve });
        return promise;
      },
      close: () => void (closed = true),
    },
    maxItems: 4,
    maxInFlight: 2,
    onOutcome: (outcome) => outcomes.push(outcome),
    onReleased: (sequences) => released.push(...sequences),
    now: () => time,
    random: () => 0.5,
    setTimer(callback, milliseconds) {
      assert.equal(timer, undefined, "one timer at a time");
      timer = { callback, at: time + milliseconds };
      return () => timer = undefined;
    },
    ...options,
  });
  let sequence = 0;
  return {
    queue,
    requests,
    outcomes,
    released,
    isClosed: () => closed,
    /** Lists of JSON, as they can be merged: `[n]`. */
    put: (digit: number, lingerMillis = 0, itemCount = 2) =>
      queue.put(sequence++, new TextEncoder().encode(`[${digit}]`), {
        contentType: "application/json",
        itemCount,
        dueAt: time + lingerMillis,
      }),
    sent: () => requests.map(({ bytes }) => String.fromCharCode(...bytes)),
    /** Answers a request. */
    async answer(index: number, verdict: Verdict) {
      requests[index]?.answer(verdict);
      await turn();
    },
    async pass(milliseconds: number) {
      time += milliseconds;
      if (timer !== undefined && timer.at <= time) {
        const { callback } = timer;
        timer = undefined;
        callback();
      }
      await turn();
    },
    hasTimer: () => timer !== undefined,
  };
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  promise.then(() => settled = true);
  await turn();
  return settled;
}

Deno.test("put() sends at once, as many requests as may be under way", async () => {
  const { put, sent, answer, requests } = setUp();
  for (const digit of [1, 2, 3, 4]) put(digit);
  assert.deepEqual(sent(), ["[1]", "[2]"]);
  assert.deepEqual(requests[0]?.options, {
    signal: "traces",
    contentType: "application/json",
    encoding: "identity",
    itemCount: 2,
  });
  await answer(1, ACCEPTED);
  assert.deepEqual(sent(), ["[1]", "[2]", "[3,4]"], "what waited goes together");
});

Deno.test("put() tells of each payload once, and releases it then", async () => {
  const { put, answer, outcomes, released, queue } = setUp();
  put(1);
  put(2);
  assert.deepEqual(queue.remains, { inMemory: 4, onDisk: 0 });
  await answer(1, { outcome: "accepted", rejectedCount: 1, message: "too old" });
  assert.deepEqual(released, [1]);
  await answer(0, { outcome: "refused", reason: "status 400" });
  assert.deepEqual(released, [1, 0]);
  assert.deepEqual(outcomes.map((outcome) => ({ ...outcome, seconds: 0 })), [
    {
      kind: "accepted",
      itemCount: 2,
      rejectedCount: 1,
      message: "too old",
      seconds: 0,
      replayed: false,
    },
    {
      kind: "refused",
      itemCount: 2,
      reason: "status 400",
      quarantined: false,
      seconds: 0,
      replayed: false,
    },
  ]);
  assert.deepEqual(queue.remains, { inMemory: 0, onDisk: 0 });
});

Deno.test("put() lets payloads wait for each other, until they are full or due", async () => {
  const { put, sent, pass } = setUp();
  put(1, 5000);
  await pass(4999);
  assert.deepEqual(sent(), []);
  put(2, 5000);
  assert.deepEqual(sent(), ["[1,2]"], "four items are full");
  put(3, 5000);
  await pass(5000);
  assert.deepEqual(sent(), ["[1,2]", "[3]"]);
});

Deno.test("a receiver that fails is tried with one request at a time, the oldest first", async () => {
  const { put, sent, answer, pass, outcomes } = setUp();
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
  const { put, requests, answer, pass, queue } = setUp();
  for (let digit = 0; digit < 9; digit++) put(digit);
  for (let index = 0; index < 1000; index++) {
    await answer(index, FAILED);
    await pass(5000);
  }
  assert.ok(requests.length > 990, "it was tried all the time");
  assert.equal(queue.remains.inMemory, 18);
});

Deno.test("flush() sends what lingers, and waits for it", async () => {
  const { put, sent, answer, queue } = setUp();
  put(1, 5000);
  const flushed = queue.flush();
  assert.deepEqual(sent(), ["[1]"]);
  assert.equal(await isSettled(flushed), false);
  await answer(0, ACCEPTED);
  assert.equal(await isSettled(flushed), true);
});

Deno.test("flush() tries a receiver that fails once, without the wait, and then waits no longer", async () => {
  const { put, sent, answer, queue } = setUp();
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
  const { put, sent, answer, pass, queue } = setUp();
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
  const { put, sent, answer, queue } = setUp({ maxItems: 1 });
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
  const { put, sent, answer, pass, queue } = setUp();
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
  const { put, answer, queue, released } = setUp({ disk: log });
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
  const { put, sent, answer, queue } = setUp({
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
  left.append(new TextEncoder().encode("[9]"), {
    contentType: "application/json",
    itemCount: 5,
    dueAt: 0,
  });
  let isLeft = true;
  const { put, sent, answer, pass, outcomes } = setUp({
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
  const { sent, pass } = setUp({ disk: createMemoryLog(), adopt: () => left });
  left.append(new TextEncoder().encode("[9]"), {
    contentType: "application/json",
    itemCount: 5,
    dueAt: 0,
  });
  await pass(1000);
  assert.deepEqual(sent(), ["[9]"]);
});

Deno.test("payloads that cannot be sent as one are sent singly", async () => {
  const { queue, answer, outcomes, sent, put } = setUp({ maxInFlight: 1 });
  put(1);
  const odd = { contentType: "application/odd", itemCount: 1, dueAt: 0 };
  queue.put(7, new TextEncoder().encode("a"), odd);
  queue.put(8, new TextEncoder().encode("b"), odd);
  await answer(0, ACCEPTED);
  put(2);
  for (const request of [1, 2]) await answer(request, ACCEPTED);
  assert.deepEqual(sent(), ["[1]", "a", "b", "[2]"]);
  assert.deepEqual(outcomes.map(({ kind }) => kind), ["accepted", "accepted"]);
});

const BAD: Verdict = { outcome: "refused", reason: "status 400", ofContent: true };

Deno.test("a payload that is refused takes no other with it, when they were sent as one", async () => {
  const { answer, outcomes, sent, put, released, queue } = setUp({ maxInFlight: 1, maxItems: 6 });
  put(9);
  for (const digit of [1, 2, 3]) put(digit);
  await answer(0, ACCEPTED);
  await answer(1, BAD);
  await answer(2, { outcome: "accepted", rejectedCount: 1, message: "too old" });
  await answer(3, BAD);
  assert.equal(outcomes.length, 1, "it is told when all of it is settled");
  await answer(4, ACCEPTED);
  assert.deepEqual(sent(), ["[9]", "[1,2,3]", "[1]", "[2]", "[3]"]);
  assert.deepEqual(outcomes.slice(1).map((outcome) => ({ ...outcome, seconds: 0 })), [
    {
      kind: "accepted",
      itemCount: 4,
      rejectedCount: 1,
      message: "too old",
      seconds: 0,
      replayed: false,
    },
    {
      kind: "refused",
      itemCount: 2,
      reason: "status 400",
      quarantined: false,
      seconds: 0,
      replayed: false,
    },
  ]);
  assert.deepEqual([released, queue.remains.inMemory], [[0, 1, 2, 3], 0]);
});

Deno.test("a listener that throws costs no other payload, and reaches nobody", async () => {
  const { put, sent, answer } = setUp({
    maxInFlight: 1,
    onOutcome() {
      throw new Error("boom");
    },
  });
  put(1);
  await answer(0, ACCEPTED);
  put(2);
  assert.deepEqual(sent(), ["[1]", "[2]"]);
});

Deno.test("close() ends everything, and nothing is waited for or told any more", async () => {
  const { put, answer, queue, outcomes, isClosed, hasTimer } = setUp();
  put(1);
  const waiting = [queue.flush(), queue.drain()];
  queue.close();
  await Promise.all(waiting);
  await answer(0, ACCEPTED);
  assert.deepEqual([outcomes, isClosed(), hasTimer()], [[], true, false]);
  await queue.flush();
  await queue.drain();
});
