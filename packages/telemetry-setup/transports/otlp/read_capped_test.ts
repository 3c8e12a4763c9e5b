import assert from "node:assert/strict";
import { readCapped } from "./read_capped.ts";

/** A response with a body in these pieces, and then either its end or without end the last one. */
function respond(pieces: readonly number[][], { endless = false } = {}) {
  const left = [...pieces];
  let cancelled = false;
  const body = new ReadableStream({
    type: "bytes",
    pull(controller) {
      const piece = endless && left.length === 1 ? left[0] : left.shift();
      if (piece !== undefined) return controller.enqueue(new Uint8Array(piece));
      controller.close();
      controller.byobRequest?.respond(0);
    },
    cancel() {
      cancelled = true;
    },
  });
  return {
    response: new Response(body),
    get cancelled() {
      return cancelled;
    },
  };
}

Deno.test("readCapped() joins pieces", async () => {
  const { response } = respond([[1, 2], [3]]);
  assert.deepEqual(await readCapped(response), new Uint8Array([1, 2, 3]));
});

Deno.test("readCapped() gives all of a long body", async () => {
  const pieces = Array.from({ length: 300 }, (_, byte) => Array(1000).fill(byte % 256));
  const { response } = respond(pieces);
  assert.deepEqual(await readCapped(response), new Uint8Array(pieces.flat()));
});

Deno.test("readCapped() stops at the cap and cancels the stream, also in the middle of a piece", async () => {
  const answer = respond([Array(10).fill(7)], { endless: true });
  assert.deepEqual(await readCapped(answer.response, 25), new Uint8Array(25).fill(7));
  assert.ok(answer.cancelled);
});

Deno.test("readCapped() keeps no more memory than the body takes, when it comes in small pieces", async () => {
  const answer = respond([[7]], { endless: true });
  const body = await readCapped(answer.response, 5000);
  assert.equal(body.buffer.byteLength, 5000);
});

Deno.test("readCapped() gives no bytes for an empty body", async () => {
  for (const response of [new Response(null), respond([]).response]) {
    assert.equal((await readCapped(response)).length, 0);
  }
});

Deno.test("readCapped() fails, when the connection does", async () => {
  const body = new ReadableStream({
    type: "bytes",
    pull(controller) {
      controller.error(new TypeError("connection reset"));
    },
  });
  await assert.rejects(readCapped(new Response(body)), /connection reset/);
});
