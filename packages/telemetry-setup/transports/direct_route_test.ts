import assert from "node:assert/strict";
import { createDirectRoute } from "./direct_route.ts";
import type { Outcome } from "./route.ts";
import type { Verdict } from "./transport.ts";

/** A route whose payloads are answered when the test says so. */
function setUp() {
  const outcomes: Outcome[] = [];
  const answers: ((verdict: Verdict) => void)[] = [];
  const route = createDirectRoute({
    destination: "standard output",
    send: () => new Promise((resolve) => answers.push(resolve)),
    close() {},
  }, { signal: "logs", onOutcome: (outcome) => outcomes.push(outcome) });
  return { route, outcomes, answers };
}

Deno.test("createDirectRoute() sends before put() returns, and tells what became of it", async () => {
  const { route, outcomes, answers } = setUp();
  route.put(new Uint8Array([1]), { contentType: "a", itemCount: 3 });
  route.put(new Uint8Array([2]), { contentType: "a", itemCount: 4 });
  assert.deepEqual([answers.length, route.waitingItems], [2, 7]);
  answers[0]?.({ outcome: "accepted", rejectedCount: 1, message: "odd" });
  answers[1]?.({ outcome: "refused", reason: "closed pipe" });
  await route.flush();
  assert.equal(route.waitingItems, 0);
  assert.partialDeepStrictEqual(outcomes, [
    { kind: "accepted", itemCount: 3, rejectedCount: 1, message: "odd", replayed: false },
    { kind: "refused", itemCount: 4, reason: "closed pipe", quarantined: false },
  ]);
});

Deno.test("createDirectRoute() flush() waits until everything is done", async () => {
  const { route, answers } = setUp();
  route.put(new Uint8Array([1]), { contentType: "a", itemCount: 1 });
  let flushed = false;
  const flush = route.flush().then(() => flushed = true);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(flushed, false);
  answers[0]?.({ outcome: "accepted", rejectedCount: 0, message: "" });
  await flush;
});
