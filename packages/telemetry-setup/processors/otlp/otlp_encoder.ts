import {
  type ISerializer,
  JsonLogsSerializer,
  JsonMetricsSerializer,
  JsonTraceSerializer,
  ProtobufLogsSerializer,
  ProtobufMetricsSerializer,
  ProtobufTraceSerializer,
} from "@opentelemetry/otlp-transformer";
import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import type { ResourceMetrics } from "@opentelemetry/sdk-metrics";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import type { Signal } from "../../transports/transport.ts";
import type { Encoder } from "../encoder.ts";
import { hasDataPoints } from "../has_data_points.ts";
import { repairLogRecord } from "./repair_log_record.ts";
import { repairOtlpJson } from "./repair_otlp_json.ts";

/** The two forms in which OTLP requests are written. */
export type OtlpEncoding = "protobuf" | "json";

/** One signal's request in one form: the function that each encoder below is built from. */
type Serialize<T> = (request: T) => Uint8Array;

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
 * A log record whose body has no OTLP form (it contains itself, say) is sent with the body's JSON
 * text in its place: it costs neither itself nor its batch. In JSON, `Infinity` and `-Infinity` are
 * sent as `NaN`, which receivers accept; protobuf keeps them.
 *
 * @param signal What is encoded.
 * @param encoding `protobuf` (`application/x-protobuf`, also for gRPC) or `json`
 * (`application/json`).
 * @returns The encoder. Its `encode` throws an `Error` if a record cannot be encoded, such as a
 * span whose time is not a number in JSON.
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
  const json = encoding === "json";
  switch (signal) {
    case "traces": {
      const serialize = serializeWith(json ? JsonTraceSerializer : ProtobufTraceSerializer, json);
      // The serializers only read the array.
      return createEncoder<ReadableSpan>(
        encoding,
        "spans",
        (spans) => serialize(spans as ReadableSpan[]),
      );
    }
    case "logs": {
      const serialize = serializeWith(json ? JsonLogsSerializer : ProtobufLogsSerializer, json);
      return createEncoder<ReadableLogRecord>(
        encoding,
        "log records",
        (records) => serializeLogRecords(serialize, records),
      );
    }
    case "metrics": {
      const serialize = serializeWith(
        json ? JsonMetricsSerializer : ProtobufMetricsSerializer,
        json,
      );
      const join = json ? joinJsonRequests : joinProtobufRequests;
      return createEncoder<ResourceMetrics>(encoding, "collections of metrics", (collections) => {
        const requests = collections.filter(hasDataPoints).map(serialize);
        return requests.length > 1 ? join(requests) : requests[0];
      });
    }
  }
}

function createEncoder<T>(
  encoding: OtlpEncoding,
  noun: string,
  serialize: (records: readonly T[]) => Uint8Array | undefined,
): Encoder<T> {
  return {
    contentType: CONTENT_TYPES[encoding],
    encode(records) {
      if (records.length === 0) return undefined;
      try {
        return serialize(records);
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new Error(`Cannot encode ${noun} as ${encoding}: ${reason}`, { cause });
      }
    },
  };
}

function serializeWith<T>(serializer: ISerializer<T, unknown>, json: boolean): Serialize<T> {
  return (request) => {
    const bytes = serializer.serializeRequest(request);
    if (bytes === undefined) throw new Error("the serializer returned nothing");
    return json ? repairOtlpJson(bytes) : bytes;
  };
}

function serializeLogRecords(
  serialize: Serialize<ReadableLogRecord[]>,
  records: readonly ReadableLogRecord[],
): Uint8Array {
  try {
    return serialize(records as ReadableLogRecord[]);
  } catch {
    // The SDK checks attributes, but takes any body and any time: find the records that fail.
    return serialize(records.map((record) => {
      try {
        serialize([record]);
        return record;
      } catch {
        return repairLogRecord(record);
      }
    }));
  }
}

/** Protobuf merges repeated fields of messages that follow each other. */
function joinProtobufRequests(requests: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(requests.reduce((length, request) => length + request.length, 0));
  let offset = 0;
  for (const request of requests) {
    joined.set(request, offset);
    offset += request.length;
  }
  return joined;
}

function joinJsonRequests(requests: readonly Uint8Array[]): Uint8Array {
  const decoder = new TextDecoder();
  const resourceMetrics = requests.flatMap((request): unknown[] =>
    JSON.parse(decoder.decode(request)).resourceMetrics
  );
  return new TextEncoder().encode(JSON.stringify({ resourceMetrics }));
}
