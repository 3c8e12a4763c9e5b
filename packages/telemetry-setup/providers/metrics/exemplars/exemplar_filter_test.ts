import { equal } from "node:assert/strict";
import { EXEMPLAR_FILTERS } from "./exemplar_filter.ts";

const IDS = { traceId: "281a34561eb376d24d96813d75b4dd60", spanId: "51b4ed1acf5a0bb5" };

Deno.test("EXEMPLAR_FILTERS.trace_based takes what is measured in a sampled span only", () => {
  equal(EXEMPLAR_FILTERS.trace_based(undefined), false);
  equal(EXEMPLAR_FILTERS.trace_based({ ...IDS, traceFlags: 0 }), false);
  equal(EXEMPLAR_FILTERS.trace_based({ ...IDS, traceFlags: 2 }), false);
  equal(EXEMPLAR_FILTERS.trace_based({ ...IDS, traceFlags: 3 }), true);
});

Deno.test("EXEMPLAR_FILTERS.always_on takes everything, and always_off nothing", () => {
  for (const spanContext of [undefined, { ...IDS, traceFlags: 0 }, { ...IDS, traceFlags: 1 }]) {
    equal(EXEMPLAR_FILTERS.always_on(spanContext), true);
    equal(EXEMPLAR_FILTERS.always_off(spanContext), false);
  }
});
