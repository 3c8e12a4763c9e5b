import type { OtlpEncoding } from "../otlp_encoding.ts";
import type { LogsData } from "../records/logs_data.ts";
import { LOGS_DATA } from "../schema/logs_schema.ts";
import type { DecodeOptions } from "./decode_options.ts";
import { decodeRecord, MAX_BYTES } from "./decode_record.ts";

/**
 * Decodes log records: what `POST /v1/logs` takes.
 *
 * Every field has a value, its default where nothing was sent, unless protobuf tells absent from
 * default. Unknown fields are ignored; what is not UTF-8 in a string becomes U+FFFD.
 *
 * @param bytes The message, uncompressed.
 * @param encoding The form.
 * @param options How to decode.
 * @returns The log records; nothing in them shares memory with `bytes`.
 * @throws {OtlpDecodeError} If the bytes are no such message.
 * @throws {OtlpLimitError} If it is larger, longer or deeper than the options allow.
 * @throws {RangeError} If an option is out of range.
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#otlphttp-request | OTLP/HTTP requests}
 *
 * @example The bodies of the log records
 * ```ts
 * import { decodeLogs } from "@otel-deno/otlp";
 * import { deepEqual } from "node:assert/strict";
 *
 * const request = new TextEncoder().encode(
 *   '{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":{"intValue":"4"}}]}]}]}',
 * );
 * const { resourceLogs } = decodeLogs(request, "json");
 * const records = resourceLogs.flatMap(({ scopeLogs }) =>
 *   scopeLogs.flatMap(({ logRecords }) => logRecords)
 * );
 * deepEqual(records.map(({ body }) => body), [{ intValue: 4n }]);
 * ```
 */
export function decodeLogs(
  bytes: Uint8Array,
  encoding: OtlpEncoding,
  { maxBytes = MAX_BYTES.request, ...options }: DecodeOptions = {},
): LogsData {
  return decodeRecord<LogsData>(LOGS_DATA, bytes, encoding, { ...options, maxBytes });
}
