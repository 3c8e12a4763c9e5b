import type { OtlpEncoding } from "../otlp_encoding.ts";
import { writeMetricsResponse } from "../protobuf/write_export_response.ts";
import type { Encodable } from "../records/encodable.ts";
import type { ExportMetricsServiceResponse } from "../records/export_response.ts";
import { METRICS_RESPONSE } from "../schema/response_schema.ts";
import { encodeRecord } from "./encode_record.ts";

const ENCODER = { message: METRICS_RESPONSE, write: writeMetricsResponse };

/**
 * Encodes what a receiver answers to metrics that it accepted, all or in part.
 *
 * @param response The answer.
 * @param encoding The form: that of the request.
 * @returns The message, in a buffer of its own.
 * @throws {RangeError} If an integer has no place in its type, or is an unsafe number.
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#otlphttp-response | OTLP/HTTP responses}
 *
 * @example Two were refused
 * ```ts
 * import { encodeMetricsResponse } from "@otel-deno/otlp";
 * import { equal } from "node:assert/strict";
 *
 * const partialSuccess = { rejectedDataPoints: 2, errorMessage: "too old" };
 * equal(
 *   new TextDecoder().decode(encodeMetricsResponse({ partialSuccess }, "json")),
 *   '{"partialSuccess":{"rejectedDataPoints":"2","errorMessage":"too old"}}',
 * );
 * ```
 */
export function encodeMetricsResponse(
  response: Encodable<ExportMetricsServiceResponse>,
  encoding: OtlpEncoding,
): Uint8Array<ArrayBuffer> {
  return encodeRecord<ExportMetricsServiceResponse>(ENCODER, response, encoding, {});
}
