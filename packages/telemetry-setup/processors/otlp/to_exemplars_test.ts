import { deepEqual, equal } from "node:assert/strict";
import type { DataPoint } from "@opentelemetry/sdk-metrics";
import type { Exemplar, WithExemplars } from "../exemplar.ts";
import { toExemplars } from "./to_exemplars.ts";

const POINT: DataPoint<number> = { attributes: {}, startTime: [1, 0], endTime: [2, 0], value: 1 };

function withExemplars(exemplars: readonly Exemplar[]): DataPoint<number> & WithExemplars {
  return { ...POINT, exemplars };
}

Deno.test("toExemplars() takes value, time, ids and left-out attributes over", () => {
  const repairs = { count: 0 };
  const traceId = "281a34561eb376d24d96813d75b4dd60";
  const spanId = "51b4ed1acf5a0bb5";
  const filteredAttributes = { player: "ann" };
  const point = withExemplars([{ value: 4, time: [1, 5], filteredAttributes, traceId, spanId }]);
  const expected = {
    timeUnixNano: 1_000_000_005n,
    traceId,
    spanId,
    filteredAttributes: [{ key: "player", value: { stringValue: "ann" } }],
  };
  deepEqual(toExemplars(point, { isInteger: true, repairs }), [{ ...expected, asInt: 4 }]);
  deepEqual(toExemplars(point, { isInteger: false, repairs }), [{ ...expected, asDouble: 4 }]);
  equal(repairs.count, 0);
});

Deno.test("toExemplars() is empty, when the SDK's own provider made the point", () => {
  deepEqual(toExemplars(POINT, { isInteger: true, repairs: { count: 0 } }), []);
});

Deno.test("toExemplars() sends no ids, when there was no span", () => {
  const point = withExemplars([{ value: 4, time: [1, 5], filteredAttributes: {} }]);
  const [exemplar] = toExemplars(point, { isInteger: true, repairs: { count: 0 } });
  equal(exemplar?.traceId, "");
  equal(exemplar?.spanId, "");
});
