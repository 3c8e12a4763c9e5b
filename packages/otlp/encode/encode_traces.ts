// Hot path: runs for every export of traces.
import type { OtlpEncoding } from "../otlp_encoding.ts";
import { writeTracesData } from "../protobuf/write_traces_data.ts";
import type { Encodable } from "../records/encodable.ts";
import type { TracesData } from "../records/traces_data.ts";
import { TRACES_DATA } from "../schema/traces_schema.ts";
import type { EncodeOptions } from "./encode_options.ts";
import { encodeRecord } from "./encode_record.ts";

const ENCODER = { message: TRACES_DATA, write: writeTracesData };

/**
 * Encodes spans: what `POST /v1/traces` takes.
 *
 * Fields that have their default are left out, in both forms. Surrogates that are alone in a string
 * become U+FFFD.
 *
 * @param data The spans.
 * @param encoding The form.
 * @param options How to encode.
 * @returns The message, in a buffer of its own.
 * @throws {RangeError} If an integer has no place in its type, or is an unsafe number; if
 * values are nested too deep; if `maxDepth` is out of range.
 * @throws {SyntaxError} If an id is not pairs of hexadecimal digits.
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#otlphttp-request | OTLP/HTTP requests}
 *
 * @example A span as JSON
 * ```ts
 * import { encodeTraces, SpanKind } from "@otel-deno/otlp";
 * import { equal } from "node:assert/strict";
 *
 * const span = {
 *   traceId: "5b8efff798038103d269b633813fc60c",
 *   spanId: "eee19b7ec3c1b174",
 *   name: "GET /rolldice",
 *   kind: SpanKind.SERVER,
 *   startTimeUnixNano: 1_544_712_660_000_000_000n,
 *   endTimeUnixNano: 1_544_712_661_000_000_000n,
 * };
 * const request = encodeTraces({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] }, "json");
 * equal(
 *   new TextDecoder().decode(request),
 *   '{"resourceSpans":[{"scopeSpans":[{"spans":[{' +
 *     '"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174",' +
 *     '"name":"GET /rolldice","kind":2,' +
 *     '"startTimeUnixNano":"1544712660000000000","endTimeUnixNano":"1544712661000000000"}]}]}]}',
 * );
 * ```
 */
export function encodeTraces(
  data: Encodable<TracesData>,
  encoding: OtlpEncoding,
  options: EncodeOptions = {},
): Uint8Array<ArrayBuffer> {
  return encodeRecord<TracesData>(ENCODER, data, encoding, options);
}
