import { SpanKind as ApiSpanKind, SpanStatusCode, TraceFlags } from "@opentelemetry/api";
import { TraceState } from "@opentelemetry/core";
import { resourceFromAttributes } from "@opentelemetry/resources";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import { SpanKind, StatusCode, type TracesData } from "../mod.ts";

const TRACE_ID = "281a34561eb376d24d96813d75b4dd60";
const traceState = new TraceState("rojo=00f067aa0ba902b7,congo=t61");

/**
 * A span as the npm SDK hands it to exporters. No count is 0: the npm serializer writes such
 * defaults, we do not.
 */
export const NPM_SPAN: ReadableSpan = {
  name: "GET /rolldice 🎲",
  kind: ApiSpanKind.SERVER,
  spanContext: () => ({
    traceId: TRACE_ID,
    spanId: "212faba76c3f9aa1",
    traceFlags: TraceFlags.SAMPLED,
    traceState,
  }),
  parentSpanContext: {
    traceId: TRACE_ID,
    spanId: "00f067aa0ba902b7",
    traceFlags: TraceFlags.SAMPLED,
    isRemote: true,
  },
  startTime: [1_795_368_010, 405_864_001],
  endTime: [1_795_368_010, 408_284_999],
  duration: [0, 2_420_998],
  ended: true,
  status: { code: SpanStatusCode.ERROR, message: "no dice" },
  attributes: {
    "http.request.method": "GET",
    "http.response.status_code": 500,
    "negative": -4_294_967_297,
    "ratio": 0.25,
    "yes": true,
    "strings": ["a", "ü"],
    "numbers": [1, 2.5],
    "long": "x".repeat(200),
  },
  events: [{
    time: [1_795_368_010, 408_000_000],
    name: "exception",
    attributes: { "exception.message": "Würfel weg" },
    droppedAttributesCount: 1,
  }],
  links: [{
    context: {
      traceId: "0000000000000000000000000000beef",
      spanId: "000000000000beef",
      traceFlags: TraceFlags.NONE,
      traceState,
    },
    attributes: { reason: "retry" },
    droppedAttributesCount: 2,
  }],
  droppedAttributesCount: 3,
  droppedEventsCount: 4,
  droppedLinksCount: 300,
  resource: resourceFromAttributes({ "service.name": "dice-server" }, {
    schemaUrl: "https://example.org/resource",
  }),
  instrumentationScope: {
    name: "diceroller",
    version: "1.2.3",
    schemaUrl: "https://example.org/scope",
  },
};

/** The same as a record. */
export const NPM_SPAN_RECORD: TracesData = {
  resourceSpans: [{
    resource: {
      attributes: [{ key: "service.name", value: { stringValue: "dice-server" } }],
      droppedAttributesCount: 0,
      entityRefs: [],
    },
    scopeSpans: [{
      scope: { name: "diceroller", version: "1.2.3", attributes: [], droppedAttributesCount: 0 },
      spans: [{
        traceId: TRACE_ID,
        spanId: "212faba76c3f9aa1",
        traceState: "rojo=00f067aa0ba902b7,congo=t61",
        parentSpanId: "00f067aa0ba902b7",
        name: "GET /rolldice 🎲",
        kind: SpanKind.SERVER,
        startTimeUnixNano: 1_795_368_010_405_864_001n,
        endTimeUnixNano: 1_795_368_010_408_284_999n,
        attributes: [
          { key: "http.request.method", value: { stringValue: "GET" } },
          { key: "http.response.status_code", value: { intValue: 500n } },
          { key: "negative", value: { intValue: -4_294_967_297n } },
          { key: "ratio", value: { doubleValue: 0.25 } },
          { key: "yes", value: { boolValue: true } },
          {
            key: "strings",
            value: { arrayValue: { values: [{ stringValue: "a" }, { stringValue: "ü" }] } },
          },
          {
            key: "numbers",
            value: { arrayValue: { values: [{ intValue: 1n }, { doubleValue: 2.5 }] } },
          },
          { key: "long", value: { stringValue: "x".repeat(200) } },
        ],
        droppedAttributesCount: 3,
        events: [{
          timeUnixNano: 1_795_368_010_408_000_000n,
          name: "exception",
          attributes: [{ key: "exception.message", value: { stringValue: "Würfel weg" } }],
          droppedAttributesCount: 1,
        }],
        droppedEventsCount: 4,
        links: [{
          traceId: "0000000000000000000000000000beef",
          spanId: "000000000000beef",
          traceState: "rojo=00f067aa0ba902b7,congo=t61",
          attributes: [{ key: "reason", value: { stringValue: "retry" } }],
          droppedAttributesCount: 2,
          flags: 0x100,
        }],
        droppedLinksCount: 300,
        status: { message: "no dice", code: StatusCode.ERROR },
        flags: 0x301,
      }],
      schemaUrl: "https://example.org/scope",
    }],
    schemaUrl: "https://example.org/resource",
  }],
};
