import assert from "node:assert/strict";
import type { Outcome } from "../route.ts";
import type { Verdict } from "../transport.ts";
import { ACCEPTED, setUpQueue } from "./testdata/set_up_queue.ts";

const BAD: Verdict = { outcome: "refused", reason: "status 400", ofContent: true };
const SETTLED = { seconds: 0, replayed: false } as const;
/** What is told of two items that were refused. */
const REFUSED = {
  ...SETTLED,
  kind: "refused",
  itemCount: 2,
  reason: "status 400",
  quarantined: false,
} as const;

/** Without how long that took. */
function timeless(outcomes: readonly Outcome[]) {
  return outcomes.map((outcome) => ({ ...outcome, seconds: 0 }));
}

Deno.test("put() sends at once, as many requests as may be under way", async () => {
  const { put, sent, answer, requests } = setUpQueue();
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
  const { put, answer, outcomes, released, queue } = setUpQueue();
  put(1);
  put(2);
  assert.deepEqual(queue.remains, { inMemory: 4, onDisk: 0 });
  await answer(1, { outcome: "accepted", rejectedCount: 1, message: "too old" });
  assert.deepEqual(released, [1]);
  await answer(0, { outcome: "refused", reason: "status 400" });
  assert.deepEqual(released, [1, 0]);
  assert.deepEqual(timeless(outcomes), [
    { ...SETTLED, kind: "accepted", itemCount: 2, rejectedCount: 1, message: "too old" },
    REFUSED,
  ]);
  assert.deepEqual(queue.remains, { inMemory: 0, onDisk: 0 });
});

Deno.test("put() lets payloads wait for each other, until they are full or due", async () => {
  const { put, sent, pass } = setUpQueue();
  put(1, 5000);
  await pass(4999);
  assert.deepEqual(sent(), []);
  put(2, 5000);
  assert.deepEqual(sent(), ["[1,2]"], "four items are full");
  put(3, 5000);
  await pass(5000);
  assert.deepEqual(sent(), ["[1,2]", "[3]"]);
});

Deno.test("payloads that cannot be sent as one are sent singly", async () => {
  const { queue, answer, outcomes, sent, put } = setUpQueue({ maxInFlight: 1 });
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

Deno.test("a payload that is refused takes no other with it, when they were sent as one", async () => {
  const { answer, outcomes, sent, put, released, queue } = setUpQueue({
    maxInFlight: 1,
    maxItems: 6,
  });
  put(9);
  for (const digit of [1, 2, 3]) put(digit);
  await answer(0, ACCEPTED);
  await answer(1, BAD);
  await answer(2, { outcome: "accepted", rejectedCount: 1, message: "too old" });
  await answer(3, BAD);
  assert.equal(outcomes.length, 1, "it is told when all of it is settled");
  await answer(4, ACCEPTED);
  assert.deepEqual(sent(), ["[9]", "[1,2,3]", "[1]", "[2]", "[3]"]);
  assert.deepEqual(timeless(outcomes).slice(1), [
    { ...SETTLED, kind: "accepted", itemCount: 4, rejectedCount: 1, message: "too old" },
    REFUSED,
  ]);
  assert.deepEqual([released, queue.remains.inMemory], [[0, 1, 2, 3], 0]);
});

Deno.test("a listener that throws costs no other payload, and reaches nobody", async () => {
  const { put, sent, answer } = setUpQueue({
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
  const { put, answer, queue, outcomes, isClosed, hasTimer } = setUpQueue();
  put(1);
  const waiting = [queue.flush(), queue.drain()];
  queue.close();
  await Promise.all(waiting);
  await answer(0, ACCEPTED);
  assert.deepEqual([outcomes, isClosed(), hasTimer()], [[], true, false]);
  await queue.flush();
  await queue.drain();
});
