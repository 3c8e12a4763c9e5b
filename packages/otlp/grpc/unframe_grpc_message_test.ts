import { deepEqual, equal } from "node:assert/strict";
import { unframeGrpcMessage } from "./unframe_grpc_message.ts";

Deno.test("unframeGrpcMessage() finds the message and whether it is compressed", () => {
  const body = new Uint8Array([9, 9, 1, 0, 0, 0, 2, 7, 8, 9]).subarray(2);
  deepEqual(unframeGrpcMessage(body), { compressed: true, message: new Uint8Array([7, 8]) });
  deepEqual(unframeGrpcMessage(new Uint8Array(5)), {
    compressed: false,
    message: new Uint8Array(0),
  });
});

Deno.test("unframeGrpcMessage() finds nothing, when the message is cut off", () => {
  for (const body of [[], [0, 0, 0, 0], [0, 0, 0, 0, 1], [0, 0xff, 0xff, 0xff, 0xff, 1]]) {
    equal(unframeGrpcMessage(new Uint8Array(body)), undefined);
  }
});
