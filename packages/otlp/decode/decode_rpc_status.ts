import type { OtlpEncoding } from "../otlp_encoding.ts";
import type { RpcStatus } from "../records/rpc_status.ts";
import { RPC_STATUS } from "../schema/response_schema.ts";
import type { DecodeOptions } from "./decode_options.ts";
import { decodeRecord, MAX_BYTES } from "./decode_record.ts";

/**
 * Decodes why a request failed: the body of an OTLP/HTTP answer with a status of 400 or above.
 *
 * Servers and proxies also answer with other bodies, which are no such message.
 *
 * @param bytes The message, uncompressed.
 * @param encoding The form.
 * @param options How to decode.
 * @returns The record.
 * @throws {OtlpDecodeError} If the bytes are no such message.
 * @throws {OtlpLimitError} If it is larger, longer or deeper than the options allow.
 * @throws {RangeError} If an option is out of range.
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#failures | OTLP/HTTP failures}
 *
 * @example Why a request failed
 * ```ts
 * import { decodeRpcStatus } from "@otel-deno/otlp";
 * import { deepEqual } from "node:assert/strict";
 *
 * const body = new TextEncoder().encode('{"code":8,"message":"too many requests"}');
 * deepEqual(decodeRpcStatus(body, "json"), { code: 8, message: "too many requests" });
 * ```
 */
export function decodeRpcStatus(
  bytes: Uint8Array,
  encoding: OtlpEncoding,
  { maxBytes = MAX_BYTES.response, ...options }: DecodeOptions = {},
): RpcStatus {
  return decodeRecord<RpcStatus>(RPC_STATUS, bytes, encoding, { ...options, maxBytes });
}
