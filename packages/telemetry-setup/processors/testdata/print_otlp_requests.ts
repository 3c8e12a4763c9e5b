// Prints the sample records as OTLP requests in both forms: the input of make_fixtures.py.
import { AggregationTemporality } from "@opentelemetry/sdk-metrics";
import { Buffer } from "node:buffer";
import { createOtlpEncoder, type OtlpEncoding } from "../otlp/otlp_encoder.ts";
import { sampleLogRecords } from "./sample_log_records.ts";
import { sampleMetrics } from "./sample_metrics.ts";
import { sampleSpans } from "./sample_spans.ts";

const cumulative = await sampleMetrics();
const delta = await sampleMetrics(AggregationTemporality.DELTA);

function encodeAll(encoding: OtlpEncoding): Record<string, Buffer> {
  const metrics = createOtlpEncoder("metrics", encoding);
  return {
    traces: Buffer.from(createOtlpEncoder("traces", encoding).encode(sampleSpans())!),
    logs: Buffer.from(createOtlpEncoder("logs", encoding).encode(sampleLogRecords())!),
    metrics: Buffer.from(metrics.encode([cumulative])!),
    twoCollections: Buffer.from(metrics.encode([cumulative, delta])!),
  };
}

const protobuf = encodeAll("protobuf");
const requests = Object.entries(encodeAll("json")).map(([name, json]) => [
  name,
  { protobuf: protobuf[name]!.toString("base64"), json: json.toString("utf8") },
]);
console.log(JSON.stringify(Object.fromEntries(requests)));
