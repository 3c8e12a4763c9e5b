/**
 * OTLP: the bytes that OpenTelemetry's signals are sent in, to plain records and back, in protobuf
 * and in JSON. Follows opentelemetry-proto 1.11. Depends on nothing and needs no permission.
 *
 * Records are named as the protobuf messages, their fields as in OTLP/JSON. Decoded records have
 * every field but those that can be absent; what is encoded may leave out any ({@link Encodable}).
 *
 * - ids are lowercase hexadecimal digits, as in OTLP/JSON
 * - integers of 64 bits are `bigint`: exact, and read and written without going through text
 * - bytes are `Uint8Array`
 * - of a `oneof`, at most one of its optional fields is set
 * - enumerated values are numbers; {@link SpanKind} and its like name the known ones
 *
 * @example From JSON to protobuf
 * ```ts
 * import { decodeTraces, encodeTraces } from "@otel-deno/otlp";
 * import { deepEqual, equal } from "node:assert/strict";
 *
 * const json = new TextEncoder().encode(
 *   '{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"roll","startTimeUnixNano":"7"}]}]}]}',
 * );
 * const traces = decodeTraces(json, "json");
 * equal(traces.resourceSpans[0]?.scopeSpans[0]?.spans[0]?.startTimeUnixNano, 7n);
 *
 * const protobuf = encodeTraces(traces, "protobuf");
 * equal(protobuf.length, 21);
 * deepEqual(decodeTraces(protobuf, "protobuf"), traces);
 * ```
 *
 * @module
 */

export { decodeLogs } from "./decode/decode_logs.ts";
export { decodeLogsResponse } from "./decode/decode_logs_response.ts";
export { decodeMetrics } from "./decode/decode_metrics.ts";
export { decodeMetricsResponse } from "./decode/decode_metrics_response.ts";
export type { DecodeOptions } from "./decode/decode_options.ts";
export { decodeRpcStatus } from "./decode/decode_rpc_status.ts";
export { decodeTraces } from "./decode/decode_traces.ts";
export { decodeTracesResponse } from "./decode/decode_traces_response.ts";
export { encodeLogs } from "./encode/encode_logs.ts";
export { encodeLogsResponse } from "./encode/encode_logs_response.ts";
export { encodeMetrics } from "./encode/encode_metrics.ts";
export { encodeMetricsResponse } from "./encode/encode_metrics_response.ts";
export type { EncodeOptions } from "./encode/encode_options.ts";
export { encodeRpcStatus } from "./encode/encode_rpc_status.ts";
export { encodeTraces } from "./encode/encode_traces.ts";
export { encodeTracesResponse } from "./encode/encode_traces_response.ts";
export { mergeRequests } from "./merge/merge_requests.ts";
export { OtlpDecodeError, type OtlpDecodeErrorOptions } from "./otlp_decode_error.ts";
export type { OtlpEncoding } from "./otlp_encoding.ts";
export { type OtlpLimit, OtlpLimitError } from "./otlp_limit_error.ts";
export type { AnyValue, ArrayValue, KeyValue, KeyValueList } from "./records/any_value.ts";
export type {
  Exemplar,
  ExponentialHistogramBuckets,
  ExponentialHistogramDataPoint,
  HistogramDataPoint,
  NumberDataPoint,
  SummaryDataPoint,
  ValueAtQuantile,
} from "./records/data_points.ts";
export type { Encodable } from "./records/encodable.ts";
export type {
  ExportLogsPartialSuccess,
  ExportLogsServiceResponse,
  ExportMetricsPartialSuccess,
  ExportMetricsServiceResponse,
  ExportTracePartialSuccess,
  ExportTraceServiceResponse,
} from "./records/export_response.ts";
export type { InstrumentationScope } from "./records/instrumentation_scope.ts";
export {
  type ExportLogsServiceRequest,
  type LogRecord,
  type LogsData,
  type ResourceLogs,
  type ScopeLogs,
  SeverityNumber,
} from "./records/logs_data.ts";
export {
  AggregationTemporality,
  type ExponentialHistogram,
  type ExportMetricsServiceRequest,
  type Gauge,
  type Histogram,
  type Metric,
  type MetricsData,
  type ResourceMetrics,
  type ScopeMetrics,
  type Sum,
  type Summary,
} from "./records/metrics_data.ts";
export type { EntityRef, Resource } from "./records/resource.ts";
export type { RpcStatus } from "./records/rpc_status.ts";
export {
  type ExportTraceServiceRequest,
  type ResourceSpans,
  type ScopeSpans,
  type Span,
  type SpanEvent,
  SpanKind,
  type SpanLink,
  type Status,
  StatusCode,
  type TracesData,
} from "./records/traces_data.ts";
