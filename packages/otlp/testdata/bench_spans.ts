import { SpanKind as ApiSpanKind, SpanStatusCode, TraceFlags } from "@opentelemetry/api";
import { resourceFromAttributes } from "@opentelemetry/resources";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import type { Encodable, KeyValue, Span, TracesData } from "../mod.ts";

const ATTRIBUTES: Readonly<Record<string, string | number>> = {
  "http.request.method": "GET",
  "http.route": "/rolldice",
  "http.response.status_code": 200,
  "url.path": "/rolldice",
  "url.query": "player=alice",
  "url.scheme": "http",
  "server.address": "localhost",
  "server.port": 8080,
  "client.address": "127.0.0.1",
  "user_agent.original": "Mozilla/5.0 (X11; Linux x86_64; rv:146.0)",
};
const RESOURCE = resourceFromAttributes({ "service.name": "dice-server", "process.pid": 4711 });
const SCOPE = { name: "http", version: "1.0.0" };
const NANOS_PER_SECOND = 1_000_000_000n;

/** Makes spans as the npm SDK hands them to exporters, with 10 attributes each. */
export function benchSpans(count: number): ReadableSpan[] {
  return Array.from({ length: count }, (_, index): ReadableSpan => {
    const spanContext = {
      traceId: (0x281a34561eb376d24d96813d75b4dd60n + BigInt(index)).toString(16).padStart(32, "0"),
      spanId: (0x212faba76c3f9aa1n + BigInt(index)).toString(16).padStart(16, "0"),
      traceFlags: TraceFlags.SAMPLED,
    };
    return {
      name: "GET /rolldice",
      kind: ApiSpanKind.SERVER,
      spanContext: () => spanContext,
      startTime: [1_795_368_010, 405_864_000 + index],
      endTime: [1_795_368_010, 408_284_000 + index],
      duration: [0, 2_420_000],
      ended: true,
      status: { code: SpanStatusCode.UNSET },
      attributes: { ...ATTRIBUTES },
      events: [],
      links: [],
      droppedAttributesCount: 0,
      droppedEventsCount: 0,
      droppedLinksCount: 0,
      resource: RESOURCE,
      instrumentationScope: SCOPE,
    };
  });
}

/** Makes records of spans of one resource and scope, as an SDK would that encodes with us. */
export function toRecords(spans: readonly ReadableSpan[]): Encodable<TracesData> {
  return {
    resourceSpans: [{
      resource: { attributes: toKeyValues(RESOURCE.attributes) },
      scopeSpans: [{ scope: SCOPE, spans: spans.map(toRecord) }],
    }],
  };
}

function toRecord(span: ReadableSpan): Encodable<Span> {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return {
    traceId,
    spanId,
    name: span.name,
    kind: span.kind + 1,
    startTimeUnixNano: BigInt(span.startTime[0]) * NANOS_PER_SECOND + BigInt(span.startTime[1]),
    endTimeUnixNano: BigInt(span.endTime[0]) * NANOS_PER_SECOND + BigInt(span.endTime[1]),
    attributes: toKeyValues(span.attributes),
    status: { code: span.status.code },
    flags: traceFlags | 0x100,
  };
}

function toKeyValues(attributes: ReadableSpan["attributes"]): Encodable<KeyValue>[] {
  return Object.entries(attributes).map(([key, value]) => ({
    key,
    value: typeof value === "number" ? { intValue: value } : { stringValue: String(value) },
  }));
}
