// Prints the sample and the rich records as OTLP requests in both forms, and as the npm serializers
// write them in protobuf: the input of make_fixtures.py.
import { AggregationTemporality } from "@opentelemetry/sdk-metrics";
import {
  ProtobufLogsSerializer,
  ProtobufMetricsSerializer,
  ProtobufTraceSerializer,
} from "@opentelemetry/otlp-transformer";
import { Buffer } from "node:buffer";
import { createOtlpEncoder } from "../otlp/otlp_encoder.ts";
import { richLogRecords } from "./rich_log_records.ts";
import { richMetrics } from "./rich_metrics.ts";
import { richSpans } from "./rich_spans.ts";
import { sampleLogRecords } from "./sample_log_records.ts";
import { sampleMetrics } from "./sample_metrics.ts";
import { sampleSpans } from "./sample_spans.ts";

const spans = createEncode("traces");
const logs = createEncode("logs");
const metrics = createEncode("metrics");
const cumulative = await sampleMetrics();
const delta = await sampleMetrics(AggregationTemporality.DELTA);

console.log(JSON.stringify({
  traces: spans(sampleSpans(), ProtobufTraceSerializer.serializeRequest(sampleSpans())),
  logs: logs(sampleLogRecords(), ProtobufLogsSerializer.serializeRequest(sampleLogRecords())),
  metrics: metrics([cumulative], ProtobufMetricsSerializer.serializeRequest(cumulative)),
  twoCollections: metrics(
    [cumulative, delta],
    // Protobuf joins the lists of messages that follow each other.
    Buffer.concat(
      [cumulative, delta].map((collection) =>
        ProtobufMetricsSerializer.serializeRequest(collection)!
      ),
    ),
  ),
  richTraces: spans(richSpans(), ProtobufTraceSerializer.serializeRequest(richSpans())),
  richLogs: logs(richLogRecords(), ProtobufLogsSerializer.serializeRequest(richLogRecords())),
  richMetrics: metrics([richMetrics()], ProtobufMetricsSerializer.serializeRequest(richMetrics())),
}));

function createEncode(signal: "traces" | "logs" | "metrics") {
  // Which signal it is, the caller knows.
  const create = createOtlpEncoder as (signal: string, encoding: string) => {
    encode(records: readonly unknown[]): Uint8Array | undefined;
  };
  const [protobuf, json] = [create(signal, "protobuf"), create(signal, "json")];
  return (records: readonly unknown[], npm: Uint8Array | undefined) => ({
    protobuf: Buffer.from(protobuf.encode(records)!).toString("base64"),
    json: Buffer.from(json.encode(records)!).toString("utf8"),
    npm: Buffer.from(npm!).toString("base64"),
  });
}
