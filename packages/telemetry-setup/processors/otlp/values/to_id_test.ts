import { deepEqual, equal } from "node:assert/strict";
import { toSpanId, toTraceId } from "./to_id.ts";

Deno.test("toTraceId() and toSpanId() keep ids of either case, and their absence", () => {
  const repairs = { count: 0 };
  equal(toTraceId("281A34561eb376d24d96813d75b4dd60", repairs), "281A34561eb376d24d96813d75b4dd60");
  equal(toSpanId("51b4ed1acf5a0bb5", repairs), "51b4ed1acf5a0bb5");
  deepEqual([toTraceId(undefined, repairs), toSpanId(undefined, repairs)], ["", ""]);
  equal(repairs.count, 0);
});

Deno.test("toTraceId() and toSpanId() leave out, and count, what receivers refuse a request for", () => {
  const repairs = { count: 0 };
  const broken = ["51b4ed1acf5a0bb", "51b4ed1acf5a0bbg", "51b4ed1acf5a0bb5\n", "0x51b4ed1acf5a0b"];
  for (const id of broken) deepEqual([toTraceId(id, repairs), toSpanId(id, repairs)], ["", ""]);
  equal(repairs.count, 2 * broken.length);
});
