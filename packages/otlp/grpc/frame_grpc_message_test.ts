import assert from "node:assert/strict";
import { frameGrpcMessage } from "./frame_grpc_message.ts";

Deno.test("frameGrpcMessage() writes the flag and a length of four bytes, highest first", () => {
  const frame = frameGrpcMessage(new Uint8Array(0x01_02_03).fill(9), { compressed: false });
  assert.deepEqual(frame.subarray(0, 6), new Uint8Array([0, 0, 1, 2, 3, 9]));
  assert.equal(frame.length, 5 + 0x01_02_03);
  assert.equal(frameGrpcMessage(new Uint8Array(), { compressed: true })[0], 1);
});
