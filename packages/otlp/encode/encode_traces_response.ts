import type { OtlpEncoding } from "../otlp_encoding.ts";
import { writeTracesResponse } from "../protobuf/write_export_response.ts";
import type { Encodable } from "../records/encodable.ts";
import type { ExportTraceServiceResponse } from "../records/export_response.ts";
import { TRACES_RESPONSE } from "../schema/response_schema.ts";
import { encodeRecord } from "./encode_record.ts";

const ENCODER = { message: TRACES_RESPONSE, write: writeTracesResponse };

/**
 * Encodes what a receiver answers to spans that it accepted, all or in part.
 *
 * @param response The answer.
 * @param encoding The form: that of the request.
 * @returns The message, in a buffer of its own.
 * @throws {RangeError} If an integer has no place in its type, or is an unsafe number.
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#otlphttp-response | OTLP/HTTP responses}
 *
 * @example Two were refused
 * ```ts
 * import { encodeTracesResponse } from "@otel-deno/otlp";
 * import { equal } from "node:assert/strict";
 *
 * const partialSuccess = { rejectedSpans: 2, errorMessage: "too old" };
 * equal(
 *   new TextDecoder().decode(encodeTracesResponse({ partialSuccess }, "json")),
 *   '{"partialSuccess":{"rejectedSpans":"2","errorMessage":"too old"}}',
 * );
 * ```
 */
export function encodeTracesResponse(
  response: Encodable<ExportTraceServiceResponse>,
  encoding: OtlpEncoding,
): Uint8Array<ArrayBuffer> {
  return encodeRecord<ExportTraceServiceResponse>(ENCODER, response, encoding, {});
}
