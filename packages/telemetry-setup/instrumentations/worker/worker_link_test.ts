import assert from "node:assert/strict";
import {
  announceContext,
  announcedContexts,
  answerFlushes,
  askToFlush,
  createLink,
  refuseContexts,
  takeReplies,
  takesReplies,
} from "./worker_link.ts";

const NO_WAIT = { seenMillis: 0, doneMillis: 0 };
/** What `Atomics.waitAsync` wakes comes with a task of its own. */
const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

Deno.test("askToFlush() makes the other side flush, once for each time", async () => {
  const link = createLink();
  let flushes = 0;
  const stop = answerFlushes(link, () => flushes++);
  askToFlush(link);
  await turn();
  assert.equal(flushes, 1);
  const wait = askToFlush(link);
  await turn();
  assert.equal(flushes, 2);
  // It is done: there is nothing to block for.
  wait({ seenMillis: 60_000, doneMillis: 60_000 });
  stop();
});

Deno.test("askToFlush() is answered also where it came first", async () => {
  const link = createLink();
  askToFlush(link);
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = answerFlushes(link, resolve);
  await promise;
  stop();
});

Deno.test("askToFlush() gives up on a side that does not answer", () => {
  const start = performance.now();
  askToFlush(createLink())({ seenMillis: 20, doneMillis: 60_000 });
  const took = performance.now() - start;
  assert.ok(took >= 19 && took < 5_000, `it waited ${took} ms`);
  askToFlush(createLink())(NO_WAIT);
});

Deno.test("answerFlushes() answers although flushing fails", async () => {
  const link = createLink();
  const stop = answerFlushes(link, () => {
    throw new Error("no");
  });
  const wait = askToFlush(link);
  await turn();
  wait({ seenMillis: 60_000, doneMillis: 60_000 });
  stop();
});

Deno.test("answerFlushes() lets nobody wait for a side that has ended", () => {
  const link = createLink();
  let flushes = 0;
  answerFlushes(link, () => flushes++)();
  askToFlush(link)({ seenMillis: 60_000, doneMillis: 60_000 });
  assert.equal(flushes, 0);
});

Deno.test("announceContext() counts what the worker takes, until it refuses more", () => {
  const link = createLink();
  assert.equal(announceContext(link), true);
  assert.equal(announceContext(link), true);
  refuseContexts(link);
  assert.equal(announceContext(link), false);
  assert.equal(announcedContexts(link), 2);
});

Deno.test("takesReplies() tells the worker when it may tell of its contexts", () => {
  const link = createLink();
  assert.equal(takesReplies(link), false);
  takeReplies(link);
  assert.equal(takesReplies(link), true);
});
