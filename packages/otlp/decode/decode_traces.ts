import type { OtlpEncoding } from "../otlp_encoding.ts";
import type { TracesData } from "../records/traces_data.ts";
import { TRACES_DATA } from "../schema/traces_schema.ts";
import type { DecodeOptions } from "./decode_options.ts";
import { decodeRecord, MAX_BYTES } from "./decode_record.ts";

/**
 * Decodes spans: what `POST /v1/traces` takes.
 *
 * Every field has a value, its default where nothing was sent, unless protobuf tells absent from
 * default. Unknown fields are ignored; what is not UTF-8 in a string becomes U+FFFD.
 *
 * @param bytes The message, uncompressed.
 * @param encoding The form.
 * @param options How to decode.
 * @returns The spans; nothing in them shares memory with `bytes`.
 * @throws {OtlpDecodeError} If the bytes are no such message.
 * @throws {OtlpLimitError} If it is larger, longer or deeper than the options allow.
 * @throws {RangeError} If an option is out of range.
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#otlphttp-request | OTLP/HTTP requests}
 *
 * @example The names of the spans
 * ```ts
 * import { decodeTraces } from "@otel-deno/otlp";
 * import { deepEqual } from "node:assert/strict";
 *
 * const request = new TextEncoder().encode(
 *   '{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"roll"},{"name":"GET /rolldice"}]}]}]}',
 * );
 * const { resourceSpans } = decodeTraces(request, "json");
 * const spans = resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
 * deepEqual(spans.map(({ name }) => name), ["roll", "GET /rolldice"]);
 * ```
 */
export function decodeTraces(
  bytes: Uint8Array,
  encoding: OtlpEncoding,
  { maxBytes = MAX_BYTES.request, ...options }: DecodeOptions = {},
): TracesData {
  return decodeRecord<TracesData>(TRACES_DATA, bytes, encoding, { ...options, maxBytes });
}
