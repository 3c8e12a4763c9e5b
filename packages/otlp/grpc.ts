/**
 * How gRPC puts messages into the body of an HTTP/2 request or answer, for calls with one message
 * each way, as all of OTLP's are.
 *
 * @example A message there and back
 * ```ts
 * import { frameGrpcMessage, unframeGrpcMessage } from "@otel-deno/otlp/grpc";
 * import { deepEqual } from "node:assert/strict";
 *
 * const body = frameGrpcMessage(new Uint8Array([7, 8]), { compressed: false });
 * deepEqual(unframeGrpcMessage(body), { compressed: false, message: new Uint8Array([7, 8]) });
 * ```
 *
 * @module
 */

export { frameGrpcMessage } from "./grpc/frame_grpc_message.ts";
export { type GrpcMessage, unframeGrpcMessage } from "./grpc/unframe_grpc_message.ts";
