import assert from "node:assert/strict";
import { sharePayload } from "./share_payload.ts";

Deno.test("sharePayload() copies what one thread has, and nothing but that", () => {
  const payload = new Uint8Array([1, 2, 3, 4]).subarray(1, 3);
  const shared = sharePayload(payload);
  payload[0] = 9;
  assert.ok(shared.buffer instanceof SharedArrayBuffer);
  assert.equal(shared.buffer.byteLength, 2);
  assert.deepEqual([...shared], [2, 3]);
});

Deno.test("sharePayload() leaves what is shared where it is", () => {
  const shared = new Uint8Array(new SharedArrayBuffer(2));
  assert.equal(sharePayload(shared), shared);
});
