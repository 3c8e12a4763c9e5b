import {
  JsonLogsSerializer,
  JsonMetricsSerializer,
  JsonTraceSerializer,
  ProtobufLogsSerializer,
  ProtobufMetricsSerializer,
  ProtobufTraceSerializer,
} from "@opentelemetry/otlp-transformer";
import { sampleLogRecords } from "../testdata/sample_log_records.ts";
import { sampleMetrics } from "../testdata/sample_metrics.ts";
import { sampleSpans } from "../testdata/sample_spans.ts";
import { createOtlpEncoder } from "./otlp_encoder.ts";

const spans = repeat(sampleSpans(), 170);
const logRecords = repeat(sampleLogRecords(), 256);
const metrics = await sampleMetrics();
for (const metric of metrics.scopeMetrics.flatMap((scope) => scope.metrics)) {
  const points: object[] = metric.dataPoints;
  points.push(...repeat(points, 99));
}

compare("510 spans, protobuf", {
  npm: () => ProtobufTraceSerializer.serializeRequest(spans),
  ours: encode(createOtlpEncoder("traces", "protobuf"), spans),
});
compare("510 spans, JSON", {
  npm: () => JsonTraceSerializer.serializeRequest(spans),
  ours: encode(createOtlpEncoder("traces", "json"), spans),
});
compare("512 log records, protobuf", {
  npm: () => ProtobufLogsSerializer.serializeRequest(logRecords),
  ours: encode(createOtlpEncoder("logs", "protobuf"), logRecords),
});
compare("512 log records, JSON", {
  npm: () => JsonLogsSerializer.serializeRequest(logRecords),
  ours: encode(createOtlpEncoder("logs", "json"), logRecords),
});
compare("500 data points, protobuf", {
  npm: () => ProtobufMetricsSerializer.serializeRequest(metrics),
  ours: encode(createOtlpEncoder("metrics", "protobuf"), [metrics]),
});
compare("500 data points, JSON", {
  npm: () => JsonMetricsSerializer.serializeRequest(metrics),
  ours: encode(createOtlpEncoder("metrics", "json"), [metrics]),
});

function compare(
  group: string,
  { npm, ours }: { readonly npm: () => unknown; readonly ours: () => unknown },
): void {
  Deno.bench(`npm serializer, ${group}`, { group, baseline: true }, () => void npm());
  Deno.bench(`createOtlpEncoder(), ${group}`, { group }, () => void ours());
}

function encode<T>(
  encoder: { encode(records: readonly T[]): unknown },
  records: readonly T[],
): () => unknown {
  return () => encoder.encode(records);
}

function repeat<T>(items: readonly T[], times: number): T[] {
  return Array.from({ length: times }, () => items).flat();
}
