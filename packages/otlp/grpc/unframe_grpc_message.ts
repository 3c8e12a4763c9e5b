/** The message of a call, and whether it has to be decompressed. */
export interface GrpcMessage {
  /** Whether the message is compressed, as the header `grpc-encoding` says. */
  readonly compressed: boolean;
  /** The message; a view of the body. */
  readonly message: Uint8Array;
}

const PREFIX_LENGTH = 5;

/**
 * Takes the first message out of the body of a gRPC request or answer.
 *
 * @param body The body, which may be cut off.
 * @returns The message; `undefined` where there is none, or not all of it.
 * @see {@link https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md | gRPC over HTTP/2}
 *
 * @example A message that is not all there
 * ```ts
 * import { unframeGrpcMessage } from "@otel-deno/otlp/grpc";
 * import { equal } from "node:assert/strict";
 *
 * equal(unframeGrpcMessage(new Uint8Array([0, 0, 0, 0, 2, 7])), undefined);
 * ```
 */
export function unframeGrpcMessage(body: Uint8Array): GrpcMessage | undefined {
  if (body.length < PREFIX_LENGTH) return undefined;
  const length = new DataView(body.buffer, body.byteOffset).getUint32(1);
  if (body.length < PREFIX_LENGTH + length) return undefined;
  return {
    compressed: body[0] !== 0,
    message: body.subarray(PREFIX_LENGTH, PREFIX_LENGTH + length),
  };
}
