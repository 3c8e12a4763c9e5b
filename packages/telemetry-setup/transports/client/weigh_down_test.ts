import assert from "node:assert/strict";
import { weighDown } from "./weigh_down.ts";

Deno.test("weighDown() makes V8 count shared memory, and takes none", () => {
  const count = 20;
  const bytes = 2 ** 20;
  const payload = new Uint8Array(new SharedArrayBuffer(bytes));
  const before = Deno.memoryUsage().external;
  const weights = Array.from({ length: count }, () => weighDown(payload));
  assert.ok(Deno.memoryUsage().external - before >= (count - 1) * bytes);
  assert.deepEqual(weights.map((weight) => weight?.byteLength), Array(count).fill(bytes));
});

Deno.test("weighDown() adds nothing to memory that V8 counts", () => {
  assert.equal(weighDown(new Uint8Array(8)), undefined);
});
