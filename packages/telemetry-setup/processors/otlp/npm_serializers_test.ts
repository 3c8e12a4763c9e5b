import {
  JsonLogsSerializer,
  JsonMetricsSerializer,
  JsonTraceSerializer,
  ProtobufLogsSerializer,
  ProtobufMetricsSerializer,
  ProtobufTraceSerializer,
} from "@opentelemetry/otlp-transformer";
import type { AnyValue } from "@opentelemetry/api";
import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import { decodeLogs, decodeMetrics, decodeTraces } from "@otel-deno/otlp";
import { deepEqual, equal, match, throws } from "node:assert/strict";
import { richLogRecords } from "../testdata/rich_log_records.ts";
import { richMetrics } from "../testdata/rich_metrics.ts";
import { richSpans } from "../testdata/rich_spans.ts";
import { sampleLogRecords } from "../testdata/sample_log_records.ts";
import { sampleMetrics } from "../testdata/sample_metrics.ts";
import { sampleSpans } from "../testdata/sample_spans.ts";
import { createOtlpEncoder } from "./otlp_encoder.ts";

Deno.test("createOtlpEncoder() says the same of spans as the npm serializers", () => {
  const spans = richSpans();
  const protobuf = createOtlpEncoder("traces", "protobuf");
  const json = createOtlpEncoder("traces", "json");
  const expected = decodeTraces(ProtobufTraceSerializer.serializeRequest(spans)!, "protobuf");

  deepEqual(decodeTraces(protobuf.encode(spans)!, "protobuf"), expected);
  deepEqual(decodeTraces(json.encode(spans)!, "json"), expected);
  deepEqual([protobuf.repairedCount, json.repairedCount], [0, 0]);

  const { resourceSpans } = expected;
  deepEqual(resourceSpans.map(({ scopeSpans }) => scopeSpans.length), [3, 1]);
  const [every] = resourceSpans[0]!.scopeSpans[1]!.spans;
  deepEqual([every!.events.length, every!.droppedEventsCount], [2, 2]);
  deepEqual([every!.links.length, every!.droppedLinksCount], [3, 1]);
  equal(every!.droppedAttributesCount > 0, true);
});

Deno.test("createOtlpEncoder() says the same of log records as the npm serializers", () => {
  const records = richLogRecords();
  const protobuf = createOtlpEncoder("logs", "protobuf");
  const json = createOtlpEncoder("logs", "json");
  const expected = decodeLogs(ProtobufLogsSerializer.serializeRequest(records)!, "protobuf");

  deepEqual(decodeLogs(protobuf.encode(records)!, "protobuf"), expected);
  deepEqual(decodeLogs(json.encode(records)!, "json"), expected);
  deepEqual([protobuf.repairedCount, json.repairedCount], [0, 0]);

  const scopes = expected.resourceLogs.flatMap(({ scopeLogs }) => scopeLogs);
  deepEqual(scopes.map(({ scope }) => scope!.attributes.length), [0, 0, 2, 0]);
  equal(scopes.at(-1)!.logRecords[0]!.droppedAttributesCount, 1);
});

Deno.test("createOtlpEncoder() says the same of metrics as the npm serializers", () => {
  const metrics = richMetrics();
  const protobuf = createOtlpEncoder("metrics", "protobuf");
  const json = createOtlpEncoder("metrics", "json");
  const expected = decodeMetrics(ProtobufMetricsSerializer.serializeRequest(metrics)!, "protobuf");

  deepEqual(decodeMetrics(protobuf.encode([metrics])!, "protobuf"), expected);
  deepEqual(decodeMetrics(json.encode([metrics])!, "json"), expected);
  deepEqual([protobuf.repairedCount, json.repairedCount], [0, 0]);

  const { scopeMetrics } = expected.resourceMetrics[0]!;
  deepEqual(scopeMetrics.map(({ metrics }) => metrics.length), [0, 12]);
});

Deno.test("createOtlpEncoder() says the same in JSON as the npm serializers, for what they can say", async () => {
  const spans = sampleSpans();
  const records = sampleLogRecords();
  const metrics = await sampleMetrics();

  deepEqual(
    decodeTraces(createOtlpEncoder("traces", "json").encode(spans)!, "json"),
    decodeTraces(JsonTraceSerializer.serializeRequest(spans)!, "json"),
  );
  deepEqual(
    decodeLogs(createOtlpEncoder("logs", "json").encode(records)!, "json"),
    decodeLogs(JsonLogsSerializer.serializeRequest(records)!, "json"),
  );
  deepEqual(
    decodeMetrics(createOtlpEncoder("metrics", "json").encode([metrics])!, "json"),
    decodeMetrics(JsonMetricsSerializer.serializeRequest(metrics)!, "json"),
  );
});

Deno.test("createOtlpEncoder() differs from the npm serializers where JSON has no form for a number", () => {
  const differences: readonly (readonly [value: number, npm: string, ours: string])[] = [
    // Refused by receivers, with the whole request.
    [NaN, '{"doubleValue":null}', '{"doubleValue":"NaN"}'],
    [-Infinity, '{"doubleValue":null}', '{"doubleValue":"-Infinity"}'],
    [1e300, '{"intValue":1e+300}', '{"doubleValue":1e+300}'],
    [-(2 ** 63), '{"intValue":-9223372036854776000}', '{"intValue":"-9223372036854775808"}'],
    // Read as another number.
    [2 ** 60, '{"intValue":1152921504606847000}', '{"intValue":"1152921504606846976"}'],
  ];
  for (const [value, npm, ours] of differences) {
    const records = [withBody(value)];
    match(text(JsonLogsSerializer.serializeRequest(records)), bodyOf(npm));
    match(text(createOtlpEncoder("logs", "json").encode(records)), bodyOf(ours));
  }
});

Deno.test("createOtlpEncoder() differs from the npm serializers in what OTLP does not have", () => {
  const npmSpans = JSON.parse(text(JsonTraceSerializer.serializeRequest(sampleSpans())));
  const ourSpans = JSON.parse(text(createOtlpEncoder("traces", "json").encode(sampleSpans())));
  // The schema URL of a resource stands beside it.
  equal("schemaUrl" in npmSpans.resourceSpans[0].resource, true);
  equal("schemaUrl" in ourSpans.resourceSpans[0].resource, false);
  equal(ourSpans.resourceSpans[0].schemaUrl, npmSpans.resourceSpans[0].schemaUrl);

  // No body and an empty one are not the same; in protobuf the npm serializers say so, too.
  const records = [withBody(undefined)];
  match(text(JsonLogsSerializer.serializeRequest(records)), /"body":\{\}/);
  equal(text(createOtlpEncoder("logs", "json").encode(records)).includes('"body"'), false);
});

Deno.test("createOtlpEncoder() differs from the npm serializers in bodies that they lose", () => {
  const circular: AnyValue[] = [];
  circular.push(circular);
  throws(() => ProtobufLogsSerializer.serializeRequest([withBody(circular)]), RangeError);
  equal(bodyText(circular), '{"arrayValue":{"values":[{"stringValue":"[Circular]"}]}}');

  // An integer, a map and a date are empty values there.
  const empty = (body: unknown) => {
    const { resourceLogs } = decodeLogs(
      ProtobufLogsSerializer.serializeRequest([withBody(body)])!,
      "protobuf",
    );
    return resourceLogs[0]!.scopeLogs[0]!.logRecords[0]!.body;
  };
  deepEqual(empty(7n), {});
  equal(bodyText(7n), '{"intValue":"7"}');
  deepEqual(empty(new Map([["a", 1]])), { kvlistValue: { values: [] } });
  equal(bodyText(new Set([1])), '{"arrayValue":{"values":[{"intValue":"1"}]}}');
});

function withBody(body: unknown): ReadableLogRecord {
  return Object.create(sampleLogRecords()[0]!, { body: { value: body } });
}

function bodyText(body: unknown): string {
  const request = text(createOtlpEncoder("logs", "json").encode([withBody(body)]));
  return JSON.stringify(JSON.parse(request).resourceLogs[0].scopeLogs[0].logRecords[0].body);
}

function bodyOf(json: string): RegExp {
  return new RegExp(`"body":${RegExp.escape(json)}`);
}

function text(bytes: Uint8Array | undefined): string {
  return new TextDecoder().decode(bytes);
}
