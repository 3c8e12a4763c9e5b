import { encodeMetrics } from "@otel-deno/otlp";
import assert from "node:assert/strict";
import { readPoints } from "./read_points.ts";

Deno.test("readPoints() gives the sums that have an id, and nothing else", () => {
  const id = (text: string) => [{ key: "id", value: { stringValue: text } }];
  const payload = encodeMetrics({
    resourceMetrics: [{
      scopeMetrics: [{
        metrics: [
          { name: "other", gauge: { dataPoints: [{ attributes: id("id:m1.0;"), asInt: 1n }] } },
          {
            name: "counted",
            sum: {
              dataPoints: [
                { attributes: id("id:m2.17;"), asDouble: 12 },
                { attributes: id("id:m3.0;"), asInt: 4n },
                { attributes: [], asInt: 5n },
              ],
            },
          },
        ],
      }],
    }],
  }, "protobuf");
  assert.deepEqual(readPoints(payload), [
    { run: "m2", number: 17, value: 12 },
    { run: "m3", number: 0, value: 4 },
  ]);
});
