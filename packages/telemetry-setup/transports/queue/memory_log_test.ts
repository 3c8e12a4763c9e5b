import assert from "node:assert/strict";
import { createMemoryLog } from "./memory_log.ts";
import type { PayloadFacts } from "./payload_log.ts";

const FACTS: PayloadFacts = { contentType: "a", itemCount: 2, dueAt: 100 };
const ALL = { maxItems: Infinity, maxBytes: Infinity };

function setUp(count = 0, facts: Partial<PayloadFacts> = {}) {
  const log = createMemoryLog();
  for (let byte = 0; byte < count; byte++) {
    assert.equal(log.append(new Uint8Array([byte, 0, 0]), { ...FACTS, ...facts }), true);
  }
  return log;
}

Deno.test("createMemoryLog() gives payloads in the order in which they came, as many as allowed", () => {
  const log = setUp(5);
  const bytes = (limits: Parameters<typeof log.read>[0]) =>
    log.read(limits)?.payloads.map(([byte]) => byte);
  assert.deepEqual(bytes({ maxItems: 4, maxBytes: 100 }), [0, 1]);
  assert.deepEqual(bytes({ maxItems: 100, maxBytes: 7 }), [2, 3]);
  assert.deepEqual(bytes(ALL), [4]);
  assert.equal(log.read(ALL), undefined);
});

Deno.test("createMemoryLog() gives one payload, when that is over the limits", () => {
  const batch = setUp(2).read({ maxItems: 1, maxBytes: 1 });
  assert.deepEqual([batch?.payloads.length, batch?.itemCount, batch?.contentType], [1, 2, "a"]);
});

Deno.test("createMemoryLog() gives only payloads of the same content type together", () => {
  const log = setUp(1);
  log.append(new Uint8Array([7]), { ...FACTS, contentType: "b" });
  assert.equal(log.read(ALL)?.contentType, "a");
  assert.equal(log.read(ALL)?.contentType, "b");
});

Deno.test("createMemoryLog() counts until it is settled, in whatever order", () => {
  const log = setUp(3);
  const batches = [1, 2, 3].map(() => log.read({ maxItems: 2, maxBytes: 100 }));
  assert.deepEqual([log.itemCount, log.byteLength, log.unread.itemCount], [6, 9, 0]);
  batches[2]?.accepted();
  assert.deepEqual([log.itemCount, log.byteLength], [4, 6]);
  assert.equal(batches[0]?.refused("status 400"), false);
  batches[1]?.accepted();
  assert.deepEqual([log.itemCount, log.byteLength], [0, 0]);
});

Deno.test("createMemoryLog() tells what is not read, and when the earliest of it is due", () => {
  const log = setUp(1);
  log.append(new Uint8Array(5), { ...FACTS, dueAt: 50 });
  log.append(new Uint8Array(5), { ...FACTS, dueAt: 200 });
  assert.deepEqual(log.unread, { itemCount: 6, byteLength: 13, dueAt: 50 });
  log.read({ maxItems: 4, maxBytes: 100 });
  assert.deepEqual([log.unread.itemCount, log.unread.byteLength], [2, 5]);
  log.read(ALL);
  assert.deepEqual(log.unread, { itemCount: 0, byteLength: 0, dueAt: Infinity });
});

Deno.test("createMemoryLog() keeps nothing of what was read, however much passes through it", () => {
  const log = createMemoryLog();
  let next = 0;
  for (let byte = 0; byte < 10_000; byte++) {
    log.append(new Uint8Array([byte & 255]), FACTS);
    if (byte < 100) continue;
    const batch = log.read({ maxItems: 2, maxBytes: 100 });
    assert.equal(batch?.payloads[0]?.[0], next++ & 255);
    batch?.accepted();
  }
  assert.deepEqual([log.itemCount, log.byteLength], [200, 100]);
});

Deno.test("createMemoryLog() has nothing to read after close()", () => {
  const log = setUp(2);
  log.close();
  assert.equal(log.read(ALL), undefined);
  assert.equal(log.unread.dueAt, Infinity);
});
