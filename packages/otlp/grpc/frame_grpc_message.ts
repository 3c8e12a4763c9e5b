/**
 * Puts gRPC's prefix of five bytes before a message: whether it is compressed, and its length.
 *
 * @param message The message, compressed or not, of less than 4 GiB.
 * @param options Whether it is compressed, as the header `grpc-encoding` says.
 * @returns The body of a request or an answer.
 * @see {@link https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md | gRPC over HTTP/2}
 *
 * @example Usage
 * ```ts
 * import { frameGrpcMessage } from "@otel-deno/otlp/grpc";
 * import { deepEqual } from "node:assert/strict";
 *
 * deepEqual(
 *   frameGrpcMessage(new Uint8Array([7, 8]), { compressed: true }),
 *   new Uint8Array([1, 0, 0, 0, 2, 7, 8]),
 * );
 * ```
 */
export function frameGrpcMessage(
  message: Uint8Array,
  { compressed }: { readonly compressed: boolean },
): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(5 + message.length);
  frame[0] = compressed ? 1 : 0;
  new DataView(frame.buffer).setUint32(1, message.length);
  frame.set(message, 5);
  return frame;
}
