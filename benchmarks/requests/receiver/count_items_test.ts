import assert from "node:assert/strict";
import { AggregationTemporality, encodeLogs, encodeMetrics, encodeTraces } from "@otel-deno/otlp";
import { countItems, type Stored } from "./count_items.ts";

const SPAN_ID = "0102030405060708";

Deno.test("countItems() counts server spans, rolls that have a parent, and attributes", () => {
  const body = encodeTraces({
    resourceSpans: [{
      scopeSpans: [{
        spans: [
          { name: "GET /rolldice", kind: 2, attributes: [{ key: "a", value: { intValue: 1n } }] },
          { name: "roll", kind: 1, parentSpanId: SPAN_ID },
          { name: "roll", kind: 1 },
          { name: "other", kind: 1, parentSpanId: SPAN_ID },
        ],
      }],
    }],
  }, "protobuf");
  const { serverSpans, rollSpans, serverAttributes } = countItems([{ path: "/v1/traces", body }]);
  assert.deepEqual({ serverSpans, rollSpans, serverAttributes }, {
    serverSpans: 1,
    rollSpans: 1,
    serverAttributes: 1,
  });
});

Deno.test("countItems() counts the application's log records that belong to a span", () => {
  const line = { stringValue: "load is rolling the dice: 3" };
  const body = encodeLogs({
    resourceLogs: [{
      scopeLogs: [{
        logRecords: [{ body: line, spanId: SPAN_ID }, { body: line }, { spanId: SPAN_ID }],
      }],
    }],
  }, "protobuf");
  assert.equal(countItems([{ path: "/v1/logs", body }]).logs, 1);
});

for (
  const [name, aggregationTemporality, total] of [
    ["the last of cumulative", AggregationTemporality.CUMULATIVE, 5],
    ["the sum of delta", AggregationTemporality.DELTA, 8],
  ] as const
) {
  Deno.test(`countItems() takes ${name} metrics, all points together`, () => {
    const request = (...values: bigint[]): Stored => ({
      path: "/v1/metrics",
      body: encodeMetrics({
        resourceMetrics: [{
          scopeMetrics: [{
            metrics: [
              {
                name: "dice.rolls",
                sum: { dataPoints: values.map((asInt) => ({ asInt })), aggregationTemporality },
              },
              {
                name: "http.server.request.duration",
                histogram: {
                  dataPoints: values.map((count) => ({ count, exemplars: [{ spanId: SPAN_ID }] })),
                  aggregationTemporality,
                },
              },
            ],
          }],
        }],
      }, "protobuf"),
    });
    const { rolls, durations, exemplars } = countItems([request(1n, 2n), request(1n, 4n)]);
    assert.deepEqual({ rolls, durations, exemplars }, {
      rolls: total,
      durations: total,
      exemplars: 4,
    });
  });
}

Deno.test("countItems() refuses what is not OTLP", () => {
  assert.throws(() => countItems([{ path: "/v1/traces", body: new Uint8Array([0x0a, 0xff]) }]));
});
