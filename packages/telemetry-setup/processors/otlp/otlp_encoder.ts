// Hot path: runs for every export over OTLP.
import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import type { ResourceMetrics } from "@opentelemetry/sdk-metrics";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import { encodeLogs, encodeMetrics, encodeTraces, type OtlpEncoding } from "@otel-deno/otlp";
import type { Signal } from "../../transports/transport.ts";
import type { Encoder } from "../encoder.ts";
import { hasDataPoints } from "../has_data_points.ts";
import type { Repairs } from "./values/repairs.ts";
import { toLogsData } from "./to_logs_data.ts";
import { toMetricsData } from "./to_metrics_data.ts";
import { toTracesData } from "./to_traces_data.ts";

const CONTENT_TYPES = {
  protobuf: "application/x-protobuf",
  json: "application/json",
} as const satisfies Record<OtlpEncoding, string>;

/**
 * Makes the encoder that turns records of one signal into OTLP export requests.
 *
 * One call of `encode` makes one request: records are grouped by resource and scope, and several
 * collections of metrics become several members of its `resource_metrics`. Without records, or
 * without a single data point, there is no request: `encode` returns `undefined`.
 *
 * A value that has no form in OTLP (a body that contains itself, a time that is not a number) is
 * replaced by one that has, and counted: it costs neither its record nor the batch.
 *
 * @param signal What is encoded.
 * @param encoding `protobuf` (`application/x-protobuf`, also for gRPC) or `json`
 * (`application/json`).
 * @returns The encoder. Its `encode` throws an `Error` if a record is none: one whose own properties
 * throw when they are read, or are missing.
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#otlphttp-request | OTLP/HTTP requests}
 *
 * @example Encoding a span as JSON
 * ```ts
 * import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
 * import { equal } from "node:assert/strict";
 *
 * const exporter = new InMemorySpanExporter();
 * const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
 * provider.getTracer("example").startSpan("roll").end();
 *
 * const encoder = createOtlpEncoder("traces", "json");
 * const request = JSON.parse(new TextDecoder().decode(encoder.encode(exporter.getFinishedSpans())));
 * equal(request.resourceSpans[0].scopeSpans[0].spans[0].name, "roll");
 * equal(encoder.contentType, "application/json");
 * ```
 */
export function createOtlpEncoder(signal: "traces", encoding: OtlpEncoding): Encoder<ReadableSpan>;
/** Makes the encoder of log records. */
export function createOtlpEncoder(
  signal: "logs",
  encoding: OtlpEncoding,
): Encoder<ReadableLogRecord>;
/** Makes the encoder of metrics. */
export function createOtlpEncoder(
  signal: "metrics",
  encoding: OtlpEncoding,
): Encoder<ResourceMetrics>;
export function createOtlpEncoder(
  signal: Signal,
  encoding: OtlpEncoding,
): Encoder<ReadableSpan> | Encoder<ReadableLogRecord> | Encoder<ResourceMetrics> {
  switch (signal) {
    case "traces":
      return createEncoder<ReadableSpan>(
        encoding,
        "spans",
        (spans, repairs) => encodeTraces(toTracesData(spans, repairs), encoding),
      );
    case "logs":
      return createEncoder<ReadableLogRecord>(
        encoding,
        "log records",
        (records, repairs) => encodeLogs(toLogsData(records, repairs), encoding),
      );
    case "metrics":
      return createEncoder<ResourceMetrics>(encoding, "metrics", (collections, repairs) => {
        const present = collections.filter(hasDataPoints);
        if (present.length === 0) return undefined;
        return encodeMetrics(toMetricsData(present, repairs), encoding);
      });
  }
}

function createEncoder<T>(
  encoding: OtlpEncoding,
  noun: string,
  encode: (records: readonly T[], repairs: Repairs) => Uint8Array | undefined,
): Encoder<T> {
  let repairs: Repairs = { count: 0 };
  return {
    contentType: CONTENT_TYPES[encoding],
    get repairedCount() {
      return repairs.count;
    },
    encode(records, { maxLength = Infinity } = {}) {
      repairs = { count: 0, maxLength };
      if (records.length === 0) return undefined;
      try {
        return encode(records, repairs);
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new Error(`Cannot encode ${noun} as ${encoding}: ${reason}`, { cause });
      }
    },
  };
}
