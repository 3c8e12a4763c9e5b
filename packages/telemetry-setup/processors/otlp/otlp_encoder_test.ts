import { emptyResource } from "@opentelemetry/resources";
import { AggregationTemporality, type ResourceMetrics } from "@opentelemetry/sdk-metrics";
import { deepEqual, equal, ok } from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { OtlpEncoding } from "@otel-deno/otlp";
import { createOtlpEncoder } from "./otlp_encoder.ts";
// Decoded by Python's protobuf classes, which also found both forms equal: see make_fixtures.py.
import requests from "../testdata/otlp_requests.json" with { type: "json" };
import { richLogRecords } from "../testdata/rich_log_records.ts";
import { richMetrics } from "../testdata/rich_metrics.ts";
import { richSpans } from "../testdata/rich_spans.ts";
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
  equal(
    base64(createOtlpEncoder("traces", "protobuf").encode(richSpans())),
    requests.richTraces.protobuf,
  );
  equal(
    base64(createOtlpEncoder("logs", "protobuf").encode(richLogRecords())),
    requests.richLogs.protobuf,
  );
  equal(base64(metrics.encode([richMetrics()])), requests.richMetrics.protobuf);
});

Deno.test("createOtlpEncoder() writes the text that Python reads as the same request, when the form is JSON", async () => {
  const metrics = createOtlpEncoder("metrics", "json");
  const cumulative = await sampleMetrics();
  const delta = await sampleMetrics(AggregationTemporality.DELTA);

  equal(text(createOtlpEncoder("traces", "json").encode(sampleSpans())), requests.traces.json);
  equal(text(createOtlpEncoder("logs", "json").encode(sampleLogRecords())), requests.logs.json);
  equal(text(metrics.encode([cumulative])), requests.metrics.json);
  equal(text(metrics.encode([cumulative, delta])), requests.twoCollections.json);
  equal(text(createOtlpEncoder("traces", "json").encode(richSpans())), requests.richTraces.json);
  equal(text(createOtlpEncoder("logs", "json").encode(richLogRecords())), requests.richLogs.json);
  equal(text(metrics.encode([richMetrics()])), requests.richMetrics.json);
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

function base64(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString("base64");
}

function text(bytes: Uint8Array | undefined): string {
  return new TextDecoder().decode(bytes);
}

function hex(base64: string): string {
  return Buffer.from(base64, "base64").toString("hex");
}
