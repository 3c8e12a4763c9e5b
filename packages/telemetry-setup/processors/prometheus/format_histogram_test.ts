import { equal } from "node:assert/strict";
import type { Exemplar } from "../exemplar.ts";
import { formatHistogram } from "./format_histogram.ts";

function exemplar(value: number, second: number): Exemplar {
  return { value, time: [second, 0], filteredAttributes: {} };
}

Deno.test("formatHistogram() puts each exemplar behind its bucket, the latest one of several", () => {
  const buckets = { boundaries: [0.005, 5, 2_500_000], counts: [0, 3, 0, 1] };
  const exemplars = [exemplar(5, 2), exemplar(0.006, 1), exemplar(3e6, 3)];
  equal(
    formatHistogram("h", { count: 4, sum: 3_000_006, buckets }, {
      labels: new Map([["le", "mine"]]),
      exemplars,
      openMetrics: true,
    }),
    `h_bucket{le="0.005"} 0
h_bucket{le="5.0"} 3 # {} 5 2
h_bucket{le="2.5e+06"} 3
h_bucket{le="+Inf"} 4 # {} 3000000 3
h_sum 3000006
h_count 4
`,
  );
});

Deno.test("formatHistogram() leaves out a sum that can fall", () => {
  const buckets = { boundaries: [], counts: [1] };
  equal(
    formatHistogram("h", { count: 1, sum: -1, min: -1, buckets }, {
      labels: new Map(),
      exemplars: [],
      openMetrics: false,
    }),
    'h_bucket{le="+Inf"} 1\nh_count 1\n',
  );
});
