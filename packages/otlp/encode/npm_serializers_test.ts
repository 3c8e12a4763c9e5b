import {
  JsonLogsSerializer,
  JsonMetricsSerializer,
  JsonTraceSerializer,
  ProtobufLogsSerializer,
  ProtobufMetricsSerializer,
  ProtobufTraceSerializer,
} from "@opentelemetry/otlp-transformer";
import { deepEqual } from "node:assert/strict";
import {
  decodeLogs,
  decodeMetrics,
  decodeTraces,
  encodeLogs,
  encodeMetrics,
  encodeTraces,
  encodeTracesResponse,
} from "../mod.ts";
import { NPM_LOG_RECORD, NPM_LOG_RECORD_RECORD } from "../testdata/npm_log_record.ts";
import { NPM_METRICS, NPM_METRICS_RECORD } from "../testdata/npm_metrics.ts";
import { NPM_SPAN, NPM_SPAN_RECORD } from "../testdata/npm_span.ts";

Deno.test("encodeTraces() writes the bytes of the npm serializer, but for the resource's", () => {
  const npm = ProtobufTraceSerializer.serializeRequest([NPM_SPAN])!;
  const [resourceSpans] = NPM_SPAN_RECORD.resourceSpans;
  const { resource: _, ...others } = resourceSpans!;

  const ours = withoutHeader(encodeTraces({ resourceSpans: [others] }, "protobuf"));
  deepEqual(npm.slice(-ours.length), ours);
  deepEqual(decodeTraces(npm, "protobuf"), NPM_SPAN_RECORD);
});

Deno.test("encodeMetrics() writes the bytes of the npm serializer, but for the resource's", () => {
  const npm = ProtobufMetricsSerializer.serializeRequest(NPM_METRICS)!;
  const [resourceMetrics] = NPM_METRICS_RECORD.resourceMetrics;
  const { resource: _, ...others } = resourceMetrics!;

  const ours = withoutHeader(encodeMetrics({ resourceMetrics: [others] }, "protobuf"));
  deepEqual(npm.slice(-ours.length), ours);
  deepEqual(decodeMetrics(npm, "protobuf"), NPM_METRICS_RECORD);
});

Deno.test("encodeLogs() writes the bytes of the npm serializer, but for the resource's", () => {
  const npm = ProtobufLogsSerializer.serializeRequest([NPM_LOG_RECORD])!;
  const [resourceLogs] = NPM_LOG_RECORD_RECORD.resourceLogs;
  const { resource: _, ...others } = resourceLogs!;

  const ours = withoutHeader(encodeLogs({ resourceLogs: [others] }, "protobuf"));
  deepEqual(npm.slice(-ours.length), ours);
  deepEqual(decodeLogs(npm, "protobuf"), NPM_LOG_RECORD_RECORD);
});

Deno.test("decode functions read the JSON of the npm serializers as the same records", () => {
  const traces = JsonTraceSerializer.serializeRequest([NPM_SPAN])!;
  const metrics = JsonMetricsSerializer.serializeRequest(NPM_METRICS)!;
  const logs = JsonLogsSerializer.serializeRequest([NPM_LOG_RECORD])!;

  deepEqual(decodeTraces(traces, "json"), NPM_SPAN_RECORD);
  deepEqual(decodeMetrics(metrics, "json"), NPM_METRICS_RECORD);
  deepEqual(decodeLogs(logs, "json"), NPM_LOG_RECORD_RECORD);
});

Deno.test("the npm deserializers read our answers", () => {
  deepEqual(
    ProtobufTraceSerializer.deserializeResponse(
      encodeTracesResponse(
        { partialSuccess: { rejectedSpans: 300, errorMessage: "ü" } },
        "protobuf",
      ),
    ),
    { partialSuccess: { rejectedSpans: 300, errorMessage: "ü" } },
  );
});

/** What is in the only field of the message; the npm serializer writes a 0 into the resource. */
function withoutHeader(message: Uint8Array): Uint8Array {
  return message.subarray(message.findIndex((byte, index) => index > 0 && byte < 128) + 1);
}
