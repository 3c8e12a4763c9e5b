import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import { deepEqual, equal } from "node:assert/strict";
import { sampleSpans } from "../testdata/sample_spans.ts";
import { createZipkinEncoder } from "./zipkin_encoder.ts";

const [ROLL, SERVER, PRECISE] = sampleSpans() as [ReadableSpan, ReadableSpan, ReadableSpan];

Deno.test("createZipkinEncoder() fills the fields of Zipkin's version 2, when a server span failed", () => {
  deepEqual(encode([SERVER]), [{
    traceId: "281a34561eb376d24d96813d75b4dd60",
    id: "212faba76c3f9aa1",
    parentId: "00f067aa0ba902b7",
    name: "GET /rolldice",
    kind: "SERVER",
    timestamp: 1_795_368_010_405_864,
    duration: 2420,
    localEndpoint: { serviceName: "dice-server" },
    annotations: [
      {
        timestamp: 1_795_368_010_408_000,
        value: '"exception": {"exception.message":"Würfel weg"}',
      },
      { timestamp: 1_795_368_010_408_100, value: "late" },
    ],
    tags: {
      "process.pid": "4711",
      "http.request.method": "GET",
      "http.response.status_code": "500",
      "otel.scope.name": "http",
      "otel.scope.version": "1.2.3",
      "otel.status_code": "ERROR",
      error: "no dice",
    },
  }]);
});

Deno.test("createZipkinEncoder() leaves out kind, annotations and status, when the span has none", () => {
  const [span] = encode([ROLL]);
  deepEqual(Object.keys(span!), [
    "traceId",
    "id",
    "parentId",
    "name",
    "timestamp",
    "duration",
    "localEndpoint",
    "tags",
  ]);
  equal("otel.status_code" in span!["tags"], false);
});

Deno.test("createZipkinEncoder() writes whole microseconds and each value as text", () => {
  const [span] = encode([PRECISE]);
  equal(span!["timestamp"], 1_795_368_010_407_427);
  equal(span!["parentId"], undefined);
  deepEqual(span!["tags"], {
    "process.pid": "4711",
    ratio: "0.25",
    large: "9007199254740991",
    negative: "-3",
    ok: "true",
    texts: '["a","b"]',
    numbers: "[1,2.5]",
    empty: "[]",
    "otel.scope.name": "diceroller.tracer",
    "otel.status_code": "OK",
  });
});

Deno.test("createZipkinEncoder() names the peer, when the span is a call", () => {
  const attributes = { "server.address": "db.example" };
  const kinds = [SpanKind.CLIENT, SpanKind.PRODUCER, SpanKind.SERVER, SpanKind.CONSUMER];
  const spans = encode(kinds.map((kind) => withValues(ROLL, { attributes, kind })));
  deepEqual(spans.map(({ kind, remoteEndpoint }) => [kind, remoteEndpoint]), [
    ["CLIENT", { serviceName: "db.example" }],
    ["PRODUCER", { serviceName: "db.example" }],
    ["SERVER", undefined],
    ["CONSUMER", undefined],
  ]);
});

Deno.test("createZipkinEncoder() lets no successful span look failed, when it says error=false", () => {
  const attributes = { error: false };
  const status = { code: SpanStatusCode.ERROR };
  const spans = encode([
    withValues(ROLL, { attributes }),
    withValues(ROLL, { attributes, status }),
  ]);
  deepEqual(spans.map(({ tags }) => tags["error"]), [undefined, ""]);
});

Deno.test("createZipkinEncoder() gives the shortest span a microsecond, since 0 means unknown", () => {
  equal(encode([withValues(ROLL, { duration: [0, 300] })])[0]!["duration"], 1);
});

Deno.test("createZipkinEncoder() tells what was dropped, when limits were reached", () => {
  const counts = { droppedAttributesCount: 1, droppedEventsCount: 2, droppedLinksCount: 3 };
  const { tags } = encode([withValues(ROLL, counts)])[0]!;
  equal(tags["otel.dropped_attributes_count"], "1");
  equal(tags["otel.dropped_events_count"], "2");
  equal(tags["otel.dropped_links_count"], "3");
});

Deno.test("createZipkinEncoder() encodes nothing, when there are no spans", () => {
  equal(createZipkinEncoder().encode([]), undefined);
});

function withValues(span: ReadableSpan, values: Partial<ReadableSpan>): ReadableSpan {
  const descriptors = Object.entries(values).map(([name, value]) => [name, { value }]);
  return Object.create(span, Object.fromEntries(descriptors));
}

// deno-lint-ignore no-explicit-any -- parsed JSON
function encode(spans: readonly ReadableSpan[]): any[] {
  return JSON.parse(new TextDecoder().decode(createZipkinEncoder().encode(spans)));
}
