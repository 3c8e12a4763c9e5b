import assert from "node:assert/strict";
import { readCapped } from "./read_capped.ts";

Deno.test("readCapped() joins chunks", async () => {
  const body = ReadableStream.from([new Uint8Array([1, 2]), new Uint8Array([3])]);
  assert.deepEqual(await readCapped(new Response(body)), new Uint8Array([1, 2, 3]));
});

Deno.test("readCapped() stops at the cap and cancels the stream", async () => {
  let cancelled = false;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(10)),
    cancel: () => {
      cancelled = true;
    },
  });
  assert.equal((await readCapped(new Response(endless), 25)).length, 25);
  assert.ok(cancelled);
});

Deno.test("readCapped() gives no bytes for an empty body", async () => {
  assert.equal((await readCapped(new Response(null))).length, 0);
});
