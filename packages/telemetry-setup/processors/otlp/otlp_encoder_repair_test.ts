import type { Attributes, Link, SpanContext } from "@opentelemetry/api";
import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import { DataPointType, type ResourceMetrics } from "@opentelemetry/sdk-metrics";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import {
  decodeLogs,
  decodeMetrics,
  decodeTraces,
  type LogRecord,
  type OtlpEncoding,
  type Span,
} from "@otel-deno/otlp";
import { deepEqual, equal, throws } from "node:assert/strict";
import { richMetrics } from "../testdata/rich_metrics.ts";
import { sampleLogRecords } from "../testdata/sample_log_records.ts";
import { sampleSpans } from "../testdata/sample_spans.ts";
import { createOtlpEncoder } from "./otlp_encoder.ts";

const ENCODINGS: readonly OtlpEncoding[] = ["protobuf", "json"];
const circular: Record<string, unknown> = { player: "alice" };
circular["self"] = circular;

Deno.test("createOtlpEncoder() repairs and counts what a log record has no form for, in both forms", () => {
  const attributes = { nan: NaN, symbol: Symbol("s"), huge: 2n ** 64n, lone: "\ud83c" };
  const record = changedRecord({
    hrTime: [NaN, NaN],
    body: circular as never,
    attributes: attributes as unknown as Attributes,
    spanContext: { traceId: "no id", spanId: "51b4ed1acf5a0bb5", traceFlags: 1 },
  });

  for (const encoding of ENCODINGS) {
    const [[sent, other], repairedCount] = sendLogs([record, sampleLogRecords()[0]!], encoding);
    equal(sent!.timeUnixNano, 0n);
    equal(sent!.observedTimeUnixNano, 1_795_368_010_407_799_000n);
    deepEqual([sent!.traceId, sent!.spanId], ["", "51b4ed1acf5a0bb5"]);
    deepEqual(sent!.body!.kvlistValue!.values, [
      { key: "player", value: { stringValue: "alice" } },
      { key: "self", value: { stringValue: "[Circular]" } },
    ]);
    deepEqual(sent!.attributes.map(({ value }) => value), [
      { doubleValue: NaN },
      { stringValue: "Symbol(s)" },
      { stringValue: "18446744073709551616" },
      { stringValue: "\ufffd" },
    ]);
    equal(repairedCount, 6);
    equal(other!.body!.stringValue, "alice is rolling the dice: 4");
  }
});

Deno.test("createOtlpEncoder() repairs and counts what a span has no form for, in both forms", () => {
  const [server] = sampleSpans();
  const context: SpanContext = {
    ...server!.spanContext(),
    traceState: {
      serialize(): never {
        throw new Error("no");
      },
    } as unknown as NonNullable<SpanContext["traceState"]>,
  };
  const links: Link[] = [{ context: { ...context, traceId: "" }, droppedAttributesCount: -1 }];
  const span: ReadableSpan = Object.create(server!, {
    name: { value: undefined },
    kind: { value: NaN },
    startTime: { value: [NaN, NaN] },
    droppedEventsCount: { value: 2 ** 32 },
    links: { value: links },
    spanContext: { value: () => context },
  });

  for (const encoding of ENCODINGS) {
    const [[sent, other], repairedCount] = sendSpans([span, sampleSpans()[1]!], encoding);
    deepEqual(
      [sent!.name, sent!.kind, sent!.startTimeUnixNano, sent!.droppedEventsCount, sent!.traceState],
      ["", 0, 0n, 0, ""],
    );
    equal(sent!.spanId, server!.spanContext().spanId);
    deepEqual([sent!.links[0]!.traceId, sent!.links[0]!.droppedAttributesCount], ["", 0]);
    equal(repairedCount, 7);
    equal(other!.name, sampleSpans()[1]!.name);
  }
});

Deno.test("createOtlpEncoder() repairs and counts what data points have no form for, in both forms", () => {
  const metrics = richMetrics();
  const { descriptor, dataPointType, ...sum } = metrics.scopeMetrics[1]!.metrics[1]!;
  equal(dataPointType, DataPointType.SUM);
  const [point] = sum.dataPoints;
  const dataPoints = [0.5, 2 ** 63, Infinity].map((value) => ({ ...point!, value }));
  dataPoints[0]!.attributes = { list: [() => 1] } as unknown as Attributes;
  const collection = {
    ...metrics,
    scopeMetrics: [{
      scope: { name: "dice" },
      metrics: [{ ...sum, descriptor, dataPointType, dataPoints }],
    }],
  } as ResourceMetrics;

  for (const encoding of ENCODINGS) {
    const encoder = createOtlpEncoder("metrics", encoding);
    const { resourceMetrics } = decodeMetrics(encoder.encode([collection])!, encoding);
    const sent = resourceMetrics[0]!.scopeMetrics[0]!.metrics[0]!.sum!.dataPoints;
    deepEqual(sent.map(({ asDouble }) => asDouble), [0.5, 2 ** 63, Infinity]);
    equal(encoder.repairedCount, 1);
  }
});

Deno.test("createOtlpEncoder() sends of a deep body as much as can be encoded, in both forms", () => {
  let body: unknown = "bottom";
  for (let level = 0; level < 1000; level++) body = level % 2 === 0 ? [body] : { body };
  const record = changedRecord({ body: body as never });

  for (const encoding of ENCODINGS) {
    const [[sent], repairedCount] = sendLogs([record], encoding);
    equal(JSON.stringify(sent!.body).match(/\{"(kvlist|array)Value"/g)?.length, 64);
    equal(repairedCount, 1);
  }
});

Deno.test("createOtlpEncoder() counts anew with each batch", () => {
  const encoder = createOtlpEncoder("logs", "protobuf");
  encoder.encode([changedRecord({ body: circular as never })]);
  equal(encoder.repairedCount, 1);
  encoder.encode(sampleLogRecords());
  equal(encoder.repairedCount, 0);
});

Deno.test("createOtlpEncoder() throws and says what it could not encode, when a record is none", () => {
  const broken = {} as ReadableSpan;
  for (const encoding of ENCODINGS) {
    throws(
      () => createOtlpEncoder("traces", encoding).encode([broken]),
      (error: Error) =>
        error.message.startsWith(`Cannot encode spans as ${encoding}: `) &&
        error.cause instanceof Error,
    );
  }
});

function changedRecord(changes: Partial<ReadableLogRecord>): ReadableLogRecord {
  const properties = Object.entries(changes).map(([name, value]) => [name, { value }]);
  return Object.create(sampleLogRecords()[0]!, Object.fromEntries(properties));
}

function sendLogs(
  records: readonly ReadableLogRecord[],
  encoding: OtlpEncoding,
): readonly [LogRecord[], number | undefined] {
  const encoder = createOtlpEncoder("logs", encoding);
  const { resourceLogs } = decodeLogs(encoder.encode(records)!, encoding);
  const sent = resourceLogs.flatMap(({ scopeLogs }) => scopeLogs)
    .flatMap(({ logRecords }) => logRecords);
  return [sent, encoder.repairedCount];
}

function sendSpans(
  spans: readonly ReadableSpan[],
  encoding: OtlpEncoding,
): readonly [Span[], number | undefined] {
  const encoder = createOtlpEncoder("traces", encoding);
  const { resourceSpans } = decodeTraces(encoder.encode(spans)!, encoding);
  const sent = resourceSpans.flatMap(({ scopeSpans }) => scopeSpans).flatMap(({ spans }) => spans);
  return [sent, encoder.repairedCount];
}
