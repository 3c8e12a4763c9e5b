import type { OtlpEncoding } from "../otlp_encoding.ts";
import type { MetricsData } from "../records/metrics_data.ts";
import { METRICS_DATA } from "../schema/metrics_schema.ts";
import type { DecodeOptions } from "./decode_options.ts";
import { decodeRecord, MAX_BYTES } from "./decode_record.ts";

/**
 * Decodes metrics: what `POST /v1/metrics` takes.
 *
 * Every field has a value, its default where nothing was sent, unless protobuf tells absent from
 * default. Unknown fields are ignored; what is not UTF-8 in a string becomes U+FFFD.
 *
 * @param bytes The message, uncompressed.
 * @param encoding The form.
 * @param options How to decode.
 * @returns The metrics; nothing in them shares memory with `bytes`.
 * @throws {OtlpDecodeError} If the bytes are no such message.
 * @throws {OtlpLimitError} If it is larger, longer or deeper than the options allow.
 * @throws {RangeError} If an option is out of range.
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#otlphttp-request | OTLP/HTTP requests}
 *
 * @example The names of the metrics
 * ```ts
 * import { decodeMetrics } from "@otel-deno/otlp";
 * import { deepEqual } from "node:assert/strict";
 *
 * const request = new TextEncoder().encode(
 *   '{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"dice.rolls"}]}]}]}',
 * );
 * const { resourceMetrics } = decodeMetrics(request, "json");
 * const metrics = resourceMetrics.flatMap(({ scopeMetrics }) =>
 *   scopeMetrics.flatMap(({ metrics }) => metrics)
 * );
 * deepEqual(metrics.map(({ name }) => name), ["dice.rolls"]);
 * ```
 */
export function decodeMetrics(
  bytes: Uint8Array,
  encoding: OtlpEncoding,
  { maxBytes = MAX_BYTES.request, ...options }: DecodeOptions = {},
): MetricsData {
  return decodeRecord<MetricsData>(METRICS_DATA, bytes, encoding, { ...options, maxBytes });
}
