import assert from "node:assert/strict";
import { createQueuedBytes } from "./queued_bytes.ts";

Deno.test("createQueuedBytes() keeps destinations apart, for all threads", () => {
  const here = createQueuedBytes();
  const elsewhere = createQueuedBytes(here.memory);
  const [down, up] = ["http://127.0.0.1:4318", "http://127.0.0.1:9411"];
  here.add(700, down);
  elsewhere.add(20, up);
  assert.deepEqual([here.value, here.valueFor(down), here.valueFor(up)], [720, 700, 20]);
  elsewhere.add(-700, down);
  assert.deepEqual([here.value, here.valueFor(down), here.valueFor(up)], [20, 0, 20]);
});

Deno.test("addAll() adds what was counted before there was a thread to deliver", () => {
  const before = createQueuedBytes();
  before.add(5, "http://a");
  before.add(6, "http://b");
  const shared = createQueuedBytes();
  shared.add(10, "http://a");
  shared.addAll(before);
  assert.deepEqual(
    [shared.value, shared.valueFor("http://a"), shared.valueFor("http://b")],
    [21, 15, 6],
  );
});
