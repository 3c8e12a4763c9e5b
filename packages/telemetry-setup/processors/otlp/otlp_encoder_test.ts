import type { AnyValue, Attributes } from "@opentelemetry/api";
import { emptyResource } from "@opentelemetry/resources";
import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import { AggregationTemporality, type ResourceMetrics } from "@opentelemetry/sdk-metrics";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import { deepEqual, equal, ok, throws } from "node:assert/strict";
import { Buffer } from "node:buffer";
import { createOtlpEncoder, type OtlpEncoding } from "./otlp_encoder.ts";
// Decoded by Python's protobuf classes, which also found both forms equal: see make_fixtures.py.
import requests from "../testdata/otlp_requests.json" with { type: "json" };
import { sampleLogRecords } from "../testdata/sample_log_records.ts";
import { sampleMetrics } from "../testdata/sample_metrics.ts";
import { sampleSpans } from "../testdata/sample_spans.ts";

const ENCODINGS: readonly OtlpEncoding[] = ["protobuf", "json"];

Deno.test("createOtlpEncoder() writes the bytes that Python decodes, when the form is protobuf", async () => {
  const metrics = createOtlpEncoder("metrics", "protobuf");
  const cumulative = await sampleMetrics();
  const delta = await sampleMetrics(AggregationTemporality.DELTA);

  equal(
    base64(createOtlpEncoder("traces", "protobuf").encode(sampleSpans())),
    requests.traces.protobuf,
  );
  equal(
    base64(createOtlpEncoder("logs", "protobuf").encode(sampleLogRecords())),
    requests.logs.protobuf,
  );
  equal(base64(metrics.encode([cumulative])), requests.metrics.protobuf);
  equal(base64(metrics.encode([cumulative, delta])), requests.twoCollections.protobuf);
});

Deno.test("createOtlpEncoder() writes the text that Python reads as the same request, when the form is JSON", async () => {
  const metrics = createOtlpEncoder("metrics", "json");
  const cumulative = await sampleMetrics();
  const delta = await sampleMetrics(AggregationTemporality.DELTA);

  equal(text(createOtlpEncoder("traces", "json").encode(sampleSpans())), requests.traces.json);
  equal(text(createOtlpEncoder("logs", "json").encode(sampleLogRecords())), requests.logs.json);
  equal(text(metrics.encode([cumulative])), requests.metrics.json);
  equal(text(metrics.encode([cumulative, delta])), requests.twoCollections.json);
});

Deno.test("createOtlpEncoder() says of the sample spans what was recorded, as Python decodes them", () => {
  const [resource] = requests.traces.decoded.resourceSpans;
  const spans = resource!.scopeSpans.flatMap((scope): DecodedSpan[] => scope.spans);
  const [roll, precise, server] = spans;

  deepEqual(spans.map((span) => span.name), ["roll", "precise", "GET /rolldice"]);
  deepEqual(resource!.scopeSpans.map((scope) => scope.scope.name), ["diceroller.tracer", "http"]);
  equal(hex(roll!.traceId), "281a34561eb376d24d96813d75b4dd60");
  equal(hex(roll!.spanId), "51b4ed1acf5a0bb5");
  equal(roll!.parentSpanId, server!.spanId);
  equal(hex(server!.parentSpanId!), "00f067aa0ba902b7");
  equal(server!.kind, "SPAN_KIND_SERVER");
  deepEqual(server!.status, { code: "STATUS_CODE_ERROR", message: "no dice" });
  deepEqual(roll!.attributes, [{ key: "roll.value", value: { intValue: "4" } }]);
  equal(precise!.startTimeUnixNano, "1795368010407427123");
  equal(precise!.endTimeUnixNano, "1795368010999999999");
});

Deno.test("createOtlpEncoder() says of the sample metrics what was recorded, as Python decodes them", () => {
  const [first, second] = requests.twoCollections.decoded.resourceMetrics.map((resource) =>
    resource.scopeMetrics.flatMap((scope): DecodedMetric[] => scope.metrics)
  );
  const rolls = first!.find((metric) => metric.name === "dice.rolls")!;
  const cumulative = first!.find((metric) => metric.name === "http.server.request.duration")!;
  const delta = second!.find((metric) => metric.name === "http.server.request.duration")!;

  equal(rolls.sum!.isMonotonic, true);
  equal(rolls.sum!.aggregationTemporality, "AGGREGATION_TEMPORALITY_CUMULATIVE");
  equal(rolls.sum!.dataPoints[0]!.asInt, "3");
  equal(rolls.sum!.dataPoints[0]!.startTimeUnixNano, "1795368010406164606");
  deepEqual(cumulative.histogram!.dataPoints[0]!.bucketCounts, ["0", "2", "0", "1"]);
  equal(cumulative.histogram!.aggregationTemporality, "AGGREGATION_TEMPORALITY_CUMULATIVE");
  equal(delta.histogram!.aggregationTemporality, "AGGREGATION_TEMPORALITY_DELTA");
});

Deno.test("createOtlpEncoder() names the media type of its form", () => {
  equal(createOtlpEncoder("traces", "protobuf").contentType, "application/x-protobuf");
  equal(createOtlpEncoder("logs", "json").contentType, "application/json");
});

Deno.test("createOtlpEncoder() makes no request, when there is nothing to send", () => {
  const resource = emptyResource();
  const scope = { name: "diceroller.meter" };
  for (const encoding of ENCODINGS) {
    equal(createOtlpEncoder("traces", encoding).encode([]), undefined);
    equal(createOtlpEncoder("logs", encoding).encode([]), undefined);
    const metrics = createOtlpEncoder("metrics", encoding);
    equal(metrics.encode([]), undefined);
    equal(metrics.encode([{ resource, scopeMetrics: [] }]), undefined);
    equal(metrics.encode([{ resource, scopeMetrics: [{ scope, metrics: [] }] }]), undefined);
  }
});

Deno.test("createOtlpEncoder() leaves empty collections out, when others have data points", async () => {
  const empty: ResourceMetrics = { resource: emptyResource(), scopeMetrics: [] };
  const request = createOtlpEncoder("metrics", "protobuf").encode([
    empty,
    await sampleMetrics(),
    empty,
  ]);

  equal(base64(request), requests.metrics.protobuf);
});

Deno.test("createOtlpEncoder() only reads the records, when they are frozen", () => {
  const spans = Object.freeze(sampleSpans());
  const records = Object.freeze(sampleLogRecords());

  for (const encoding of ENCODINGS) {
    ok(createOtlpEncoder("traces", encoding).encode(spans));
    ok(createOtlpEncoder("logs", encoding).encode(records));
  }
});

Deno.test("createOtlpEncoder() sends a body's JSON text, when the body contains itself", () => {
  const body: Record<string, AnyValue> = { player: "alice" };
  body["self"] = body;
  const records = [...sampleLogRecords(), changed(sampleLogRecords()[0]!, { body })];

  const request = JSON.parse(text(createOtlpEncoder("logs", "json").encode(records)));
  const bodies = request.resourceLogs.flatMap((resource: { scopeLogs: ScopeLogs[] }) =>
    resource.scopeLogs.flatMap((scope) => scope.logRecords.map((record) => record.body))
  );
  equal(bodies.length, 3);
  deepEqual(bodies[0], { stringValue: "alice is rolling the dice: 4" });
  deepEqual(JSON.parse(bodies[2].stringValue), { player: "alice", self: "[Circular]" });
  ok(createOtlpEncoder("logs", "protobuf").encode(records)!.length > 0);
});

Deno.test("createOtlpEncoder() sends an unknown time, when a log record's time is not a number", () => {
  const record = changed(sampleLogRecords()[0]!, { hrTime: [NaN, NaN] });

  const request = JSON.parse(text(createOtlpEncoder("logs", "json").encode([record])));
  const [sent] = request.resourceLogs[0].scopeLogs[0].logRecords;
  equal(sent.timeUnixNano, "0");
  equal(sent.observedTimeUnixNano, "1795368010407799000");
  equal(sent.traceId, "281a34561eb376d24d96813d75b4dd60");
  equal(sent.severityNumber, 13);
  deepEqual(sent.body, { stringValue: "alice is rolling the dice: 4" });
});

Deno.test("createOtlpEncoder() writes numbers that receivers accept, when JSON has no form for them", () => {
  const attributes: Attributes = {
    nan: NaN,
    huge: 1e300,
    whole: 2 ** 63,
    small: -(2 ** 63),
    max: 2 ** 53,
  };
  const record = changed(sampleLogRecords()[0]!, { attributes });

  const request = text(createOtlpEncoder("logs", "json").encode([record]));
  ok(request.includes(`{"key":"nan","value":{"doubleValue":"NaN"}}`));
  ok(request.includes(`{"key":"huge","value":{"doubleValue":1e+300}}`));
  ok(request.includes(`{"key":"whole","value":{"doubleValue":9223372036854776000}}`));
  ok(request.includes(`{"key":"max","value":{"intValue":9007199254740992}}`));
  ok(request.includes(`{"key":"small","value":{"doubleValue":-9223372036854776000}}`));
});

Deno.test("createOtlpEncoder() throws and says what it could not encode, when a span's time is not a number", () => {
  const span: ReadableSpan = Object.create(sampleSpans()[0]!, { startTime: { value: [NaN, NaN] } });

  throws(
    () => createOtlpEncoder("traces", "json").encode([span]),
    (error: Error) =>
      error.message.startsWith("Cannot encode spans as json: ") && error.cause instanceof Error,
  );
});

interface DecodedSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly kind: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly object[];
  readonly status: object;
}

interface DecodedMetric {
  readonly name: string;
  readonly sum?: DecodedData & { readonly isMonotonic?: boolean };
  readonly histogram?: DecodedData;
}

interface DecodedData {
  readonly aggregationTemporality: string;
  readonly dataPoints: readonly {
    readonly startTimeUnixNano: string;
    readonly asInt?: string;
    readonly bucketCounts?: readonly string[];
  }[];
}

interface ScopeLogs {
  readonly logRecords: readonly { readonly body: { readonly stringValue: string } }[];
}

function changed(
  record: ReadableLogRecord,
  changes: Partial<ReadableLogRecord>,
): ReadableLogRecord {
  const { hrTime, hrTimeObserved, body, attributes, droppedAttributesCount } = record;
  const { resource, instrumentationScope, severityNumber, spanContext } = record;
  return {
    hrTime,
    hrTimeObserved,
    attributes,
    droppedAttributesCount,
    resource,
    instrumentationScope,
    ...(body !== undefined && { body }),
    ...(severityNumber !== undefined && { severityNumber }),
    ...(spanContext && { spanContext }),
    ...changes,
  };
}

function base64(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString("base64");
}

function text(bytes: Uint8Array | undefined): string {
  return new TextDecoder().decode(bytes);
}

function hex(base64: string): string {
  return Buffer.from(base64, "base64").toString("hex");
}
