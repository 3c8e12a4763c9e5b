import type { OtlpEncoding } from "../otlp_encoding.ts";
import { writeRpcStatus } from "../protobuf/write_export_response.ts";
import type { Encodable } from "../records/encodable.ts";
import type { RpcStatus } from "../records/rpc_status.ts";
import { RPC_STATUS } from "../schema/response_schema.ts";
import { encodeRecord } from "./encode_record.ts";

const ENCODER = { message: RPC_STATUS, write: writeRpcStatus };

/**
 * Encodes why a request failed: the body of an OTLP/HTTP answer with a status of 400 or above.
 *
 * @param status What went wrong.
 * @param encoding The form: that of the request.
 * @returns The message, in a buffer of its own.
 * @throws {RangeError} If an integer has no place in its type, or is an unsafe number.
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#failures | OTLP/HTTP failures}
 *
 * @example A malformed request
 * ```ts
 * import { encodeRpcStatus } from "@otel-deno/otlp";
 * import { equal } from "node:assert/strict";
 *
 * const body = encodeRpcStatus({ code: 3, message: "the request is not JSON" }, "json");
 * equal(new TextDecoder().decode(body), '{"code":3,"message":"the request is not JSON"}');
 * ```
 */
export function encodeRpcStatus(
  status: Encodable<RpcStatus>,
  encoding: OtlpEncoding,
): Uint8Array<ArrayBuffer> {
  return encodeRecord<RpcStatus>(ENCODER, status, encoding, {});
}
