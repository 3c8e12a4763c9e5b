import assert from "node:assert/strict";
import { PAYLOAD_OVERHEAD_BYTES } from "../worker/queued_bytes.ts";
import { createUnreleasedPayloads, type Put } from "./unreleased_payloads.ts";

const ROUTES = [
  { signal: "traces", destination: "http://a" },
  { signal: "logs", destination: "http://a" },
  { signal: "traces", destination: "http://a" },
  { signal: "traces", destination: "http://b" },
] as const;

function setUp() {
  const payloads = createUnreleasedPayloads((route) => ROUTES[route]!);
  let sequence = 0;
  return {
    payloads,
    add(route: number, itemCount: number, payload: Uint8Array = new Uint8Array(10)) {
      const facts = { contentType: "application/json", itemCount, dueAt: 0 };
      const put: Put = {
        kind: "put",
        route,
        sequence: sequence++,
        payload,
        facts,
      };
      payloads.add(put);
      return put;
    },
  };
}

Deno.test("createUnreleasedPayloads() keeps payloads in order, until they are released", () => {
  const { payloads, add } = setUp();
  const puts = [add(0, 1), add(0, 2), add(1, 3)];
  assert.equal(payloads.byteLength, 3 * (10 + PAYLOAD_OVERHEAD_BYTES));
  assert.equal(payloads.release(1), puts[1]);
  assert.equal(payloads.release(1), undefined, "it is released once");
  assert.deepEqual(payloads.all, [puts[0], puts[2]]);
  assert.equal(payloads.byteLength, 2 * (10 + PAYLOAD_OVERHEAD_BYTES));
});

Deno.test("takeUntold() adds up by signal and destination, and tells each payload once", () => {
  const { payloads, add } = setUp();
  add(0, 1);
  add(1, 2);
  add(2, 4);
  assert.deepEqual(payloads.takeUntold(), [
    { destination: "http://a", signal: "traces", itemCount: 5 },
    { destination: "http://a", signal: "logs", itemCount: 2 },
  ]);
  assert.deepEqual(payloads.takeUntold(), []);
  add(1, 8);
  assert.deepEqual(payloads.takeUntold(), [
    { destination: "http://a", signal: "logs", itemCount: 8 },
  ]);
});

Deno.test("createUnreleasedPayloads() makes V8 count what waits in shared memory, when it is much", () => {
  const { payloads, add } = setUp();
  const bytes = 2 ** 20;
  const before = Deno.memoryUsage().external;
  const counted = () => Math.round((Deno.memoryUsage().external - before) / bytes);
  const addMany = (count: number) => {
    for (let left = count; left > 0; left--) {
      add(0, 1, new Uint8Array(new SharedArrayBuffer(bytes)));
    }
  };
  addMany(2);
  assert.ok(counted() <= 0, "what is gone soon is not counted");
  addMany(20);
  assert.ok(counted() >= 19, `${counted()} of ${payloads.byteLength / bytes} are counted`);
});
