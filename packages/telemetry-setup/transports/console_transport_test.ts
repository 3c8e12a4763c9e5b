import assert from "node:assert/strict";
import { createConsoleTransport } from "./console_transport.ts";
import type { SendOptions } from "./transport.ts";

const OPTIONS: SendOptions = {
  signal: "logs",
  contentType: "application/json",
  encoding: "identity",
  itemCount: 1,
};

Deno.test("createConsoleTransport() writes on after a short write", async () => {
  const written: number[] = [];
  const transport = createConsoleTransport((bytes) => {
    written.push(...bytes.subarray(0, 2));
    return Math.min(2, bytes.length);
  });
  const verdict = await transport.send(new Uint8Array([1, 2, 3, 4, 5]), OPTIONS);
  assert.deepEqual(written, [1, 2, 3, 4, 5]);
  assert.deepEqual(verdict, { outcome: "accepted", rejectedCount: 0, message: "" });
});

Deno.test("createConsoleTransport() refuses when the pipe is closed", async () => {
  const transport = createConsoleTransport(() => {
    throw new Deno.errors.BrokenPipe("Broken pipe");
  });
  assert.deepEqual(await transport.send(new Uint8Array(1), OPTIONS), {
    outcome: "refused",
    reason: "Broken pipe",
  });
});
