// Hot path: runs for every export of logs.
import type { OtlpEncoding } from "../otlp_encoding.ts";
import { writeLogsData } from "../protobuf/write_logs_data.ts";
import type { Encodable } from "../records/encodable.ts";
import type { LogsData } from "../records/logs_data.ts";
import { LOGS_DATA } from "../schema/logs_schema.ts";
import type { EncodeOptions } from "./encode_options.ts";
import { encodeRecord } from "./encode_record.ts";

const ENCODER = { message: LOGS_DATA, write: writeLogsData };

/**
 * Encodes log records: what `POST /v1/logs` takes.
 *
 * Fields that have their default are left out, in both forms. Surrogates that are alone in a string
 * become U+FFFD.
 *
 * @param data The log records.
 * @param encoding The form.
 * @param options How to encode.
 * @returns The message, in a buffer of its own.
 * @throws {RangeError} If an integer has no place in its type, or is an unsafe number; if
 * values are nested too deep; if `maxDepth` is out of range.
 * @throws {SyntaxError} If an id is not pairs of hexadecimal digits.
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#otlphttp-request | OTLP/HTTP requests}
 *
 * @example A log record as JSON
 * ```ts
 * import { encodeLogs, SeverityNumber } from "@otel-deno/otlp";
 * import { equal } from "node:assert/strict";
 *
 * const logRecord = {
 *   severityNumber: SeverityNumber.WARN,
 *   body: { stringValue: "alice is rolling the dice: 4" },
 * };
 * const data = { resourceLogs: [{ scopeLogs: [{ logRecords: [logRecord] }] }] };
 * const request = encodeLogs(data, "json");
 * equal(
 *   new TextDecoder().decode(request),
 *   '{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"severityNumber":13,' +
 *     '"body":{"stringValue":"alice is rolling the dice: 4"}}]}]}]}',
 * );
 * ```
 */
export function encodeLogs(
  data: Encodable<LogsData>,
  encoding: OtlpEncoding,
  options: EncodeOptions = {},
): Uint8Array<ArrayBuffer> {
  return encodeRecord<LogsData>(ENCODER, data, encoding, options);
}
