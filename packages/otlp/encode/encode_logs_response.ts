import type { OtlpEncoding } from "../otlp_encoding.ts";
import { writeLogsResponse } from "../protobuf/write_export_response.ts";
import type { Encodable } from "../records/encodable.ts";
import type { ExportLogsServiceResponse } from "../records/export_response.ts";
import { LOGS_RESPONSE } from "../schema/response_schema.ts";
import { encodeRecord } from "./encode_record.ts";

const ENCODER = { message: LOGS_RESPONSE, write: writeLogsResponse };

/**
 * Encodes what a receiver answers to log records that it accepted, all or in part.
 *
 * @param response The answer.
 * @param encoding The form: that of the request.
 * @returns The message, in a buffer of its own.
 * @throws {RangeError} If an integer has no place in its type, or is an unsafe number.
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#otlphttp-response | OTLP/HTTP responses}
 *
 * @example Two were refused
 * ```ts
 * import { encodeLogsResponse } from "@otel-deno/otlp";
 * import { equal } from "node:assert/strict";
 *
 * const partialSuccess = { rejectedLogRecords: 2, errorMessage: "too old" };
 * equal(
 *   new TextDecoder().decode(encodeLogsResponse({ partialSuccess }, "json")),
 *   '{"partialSuccess":{"rejectedLogRecords":"2","errorMessage":"too old"}}',
 * );
 * ```
 */
export function encodeLogsResponse(
  response: Encodable<ExportLogsServiceResponse>,
  encoding: OtlpEncoding,
): Uint8Array<ArrayBuffer> {
  return encodeRecord<ExportLogsServiceResponse>(ENCODER, response, encoding, {});
}
