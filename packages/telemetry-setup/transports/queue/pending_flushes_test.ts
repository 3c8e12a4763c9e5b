import assert from "node:assert/strict";
import { createPendingFlushes } from "./pending_flushes.ts";

/** Flushes of batches with names, and which of them are done. */
function setUp() {
  const flushes = createPendingFlushes<string>();
  const done: string[] = [];
  return {
    flushes,
    add(name: string, batches: readonly string[] = [], attempt = 0) {
      flushes.add({ batches, attempt }).then(() => done.push(name));
    },
    async done() {
      await new Promise((resolve) => setImmediate(resolve));
      return done;
    },
  };
}

Deno.test("add() is done at once, when there is nothing", async () => {
  const { flushes, add, done } = setUp();
  add("a");
  assert.deepEqual(await done(), ["a"]);
  assert.equal(flushes.areThere, false);
});

Deno.test("add() waits for what came in before, not for what comes later", async () => {
  const { flushes, add, done } = setUp();
  flushes.put();
  flushes.put();
  add("a");
  flushes.put();
  flushes.read("1", 1);
  flushes.read("2", 1);
  flushes.read("3", 1);
  flushes.settled("1");
  assert.deepEqual(await done(), []);
  flushes.settled("2");
  assert.deepEqual(await done(), ["a"]);
});

Deno.test("failed() ends those who came before the attempt began, and no others", async () => {
  const { flushes, add, done } = setUp();
  flushes.put();
  add("before", ["0"], 4);
  flushes.read("1", 1);
  add("after", ["0", "1"], 5);
  flushes.failed("1", 5);
  assert.deepEqual(await done(), ["before"]);
  // It was tried, that is all that is waited for.
  flushes.settled("0");
  assert.deepEqual(await done(), ["before", "after"]);
});

Deno.test("end() ends all", async () => {
  const { flushes, add, done } = setUp();
  add("a", ["1"]);
  add("b", ["1"]);
  flushes.end();
  assert.deepEqual(await done(), ["a", "b"]);
});
