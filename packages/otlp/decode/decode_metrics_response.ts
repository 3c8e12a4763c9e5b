import type { OtlpEncoding } from "../otlp_encoding.ts";
import type { ExportMetricsServiceResponse } from "../records/export_response.ts";
import { METRICS_RESPONSE } from "../schema/response_schema.ts";
import type { DecodeOptions } from "./decode_options.ts";
import { decodeRecord, MAX_BYTES } from "./decode_record.ts";

/**
 * Decodes what a receiver answers to metrics that it accepted, all or in part.
 *
 * @param bytes The message, uncompressed.
 * @param encoding The form.
 * @param options How to decode.
 * @returns The record.
 * @throws {OtlpDecodeError} If the bytes are no such message.
 * @throws {OtlpLimitError} If it is larger, longer or deeper than the options allow.
 * @throws {RangeError} If an option is out of range.
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#otlphttp-response | OTLP/HTTP responses}
 *
 * @example Everything was accepted
 * ```ts
 * import { decodeMetricsResponse } from "@otel-deno/otlp";
 * import { equal } from "node:assert/strict";
 *
 * equal(decodeMetricsResponse(new Uint8Array(0), "protobuf").partialSuccess, undefined);
 * ```
 */
export function decodeMetricsResponse(
  bytes: Uint8Array,
  encoding: OtlpEncoding,
  { maxBytes = MAX_BYTES.response, ...options }: DecodeOptions = {},
): ExportMetricsServiceResponse {
  return decodeRecord<ExportMetricsServiceResponse>(METRICS_RESPONSE, bytes, encoding, {
    ...options,
    maxBytes,
  });
}
