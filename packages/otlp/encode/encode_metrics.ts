// Hot path: runs for every export of metrics.
import type { OtlpEncoding } from "../otlp_encoding.ts";
import { writeMetricsData } from "../protobuf/write_metrics_data.ts";
import type { Encodable } from "../records/encodable.ts";
import type { MetricsData } from "../records/metrics_data.ts";
import { METRICS_DATA } from "../schema/metrics_schema.ts";
import type { EncodeOptions } from "./encode_options.ts";
import { encodeRecord } from "./encode_record.ts";

const ENCODER = { message: METRICS_DATA, write: writeMetricsData };

/**
 * Encodes metrics: what `POST /v1/metrics` takes.
 *
 * Fields that have their default are left out, in both forms. Surrogates that are alone in a string
 * become U+FFFD.
 *
 * @param data The metrics.
 * @param encoding The form.
 * @param options How to encode.
 * @returns The message, in a buffer of its own.
 * @throws {RangeError} If an integer has no place in its type, or is an unsafe number; if
 * values are nested too deep; if `maxDepth` is out of range.
 * @throws {SyntaxError} If an id is not pairs of hexadecimal digits.
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#otlphttp-request | OTLP/HTTP requests}
 *
 * @example A counter as JSON
 * ```ts
 * import { AggregationTemporality, encodeMetrics } from "@otel-deno/otlp";
 * import { equal } from "node:assert/strict";
 *
 * const metric = {
 *   name: "dice.rolls",
 *   unit: "{roll}",
 *   sum: {
 *     dataPoints: [{ timeUnixNano: 1_544_712_660_000_000_000n, asInt: 3 }],
 *     aggregationTemporality: AggregationTemporality.CUMULATIVE,
 *     isMonotonic: true,
 *   },
 * };
 * const request = encodeMetrics(
 *   { resourceMetrics: [{ scopeMetrics: [{ metrics: [metric] }] }] },
 *   "json",
 * );
 * equal(
 *   new TextDecoder().decode(request),
 *   '{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"dice.rolls","unit":"{roll}",' +
 *     '"sum":{"dataPoints":[{"timeUnixNano":"1544712660000000000","asInt":"3"}],' +
 *     '"aggregationTemporality":2,"isMonotonic":true}}]}]}]}',
 * );
 * ```
 */
export function encodeMetrics(
  data: Encodable<MetricsData>,
  encoding: OtlpEncoding,
  options: EncodeOptions = {},
): Uint8Array<ArrayBuffer> {
  return encodeRecord<MetricsData>(ENCODER, data, encoding, options);
}
