import assert from "node:assert/strict";
import { createClosingGate } from "./closing_gate.ts";

Deno.test("createClosingGate() waits for work that has begun, and begins no other", async () => {
  const gate = createClosingGate();
  const { promise, resolve } = Promise.withResolvers<string>();
  const work = gate.run(() => promise);
  const closed = gate.close(60_000);
  assert.equal(await gate.run(() => assert.fail("it began")), undefined);
  resolve("done");
  assert.equal(await work, "done");
  await closed;
});

Deno.test("createClosingGate() gives up work that takes longer than it may", async () => {
  const gate = createClosingGate();
  const work = gate.run(() => new Promise<string>(() => {}));
  await gate.close(1);
  assert.equal(await work, undefined);
});
