import assert from "node:assert/strict";
import { mock } from "node:test";
import { createWaits } from "./waits.ts";

/** Whether a promise is settled, once everything ran that waits for nothing but promises. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  promise.then(() => settled = true);
  await new Promise((resolve) => setImmediate(resolve));
  return settled;
}

Deno.test("createWaits() waits as long as it is told", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const waiting = createWaits().wait(1000);
    mock.timers.tick(999);
    assert.equal(await isSettled(waiting), false);
    mock.timers.tick(1);
    assert.equal(await isSettled(waiting), true);
  } finally {
    mock.timers.reset();
  }
});

Deno.test("createWaits() ends all waits at once, and those to come", async () => {
  const waits = createWaits();
  const waiting = [waits.wait(60_000), waits.wait(60_000)];
  waits.end();
  await Promise.all(waiting);
  await waits.wait(60_000);
  assert.equal(waits.ended, true);
});

Deno.test("createWaits() waits again after resume()", async () => {
  const waits = createWaits();
  waits.end();
  waits.resume();
  assert.equal(waits.ended, false);
  const waiting = waits.wait(60_000);
  assert.equal(await isSettled(waiting), false);
  waits.end();
  await waiting;
});
