import { ValueType } from "@opentelemetry/api";
import { deepEqual, equal } from "node:assert/strict";
import { createGuard } from "./guard.ts";
import { guardMetricOptions } from "./guard_metric_options.ts";

function guarded(options: unknown) {
  let repaired = 0;
  const guard = createGuard((count) => void (repaired += count));
  return [guardMetricOptions(options as undefined, guard), repaired];
}

Deno.test("guardMetricOptions() keeps options that are right", () => {
  const options = {
    description: "how high",
    unit: "m",
    valueType: ValueType.INT,
    advice: { explicitBucketBoundaries: [-1, 0, 0.5, 9] },
  };
  deepEqual(guarded(options), [options, 0]);
  deepEqual(guarded(undefined), [{}, 0]);
  deepEqual(guarded({ advice: {} }), [{}, 0]);
});

Deno.test("guardMetricOptions() leaves out boundaries of which no histogram can be made", () => {
  // deno-lint-ignore no-sparse-arrays -- holes are what is tested
  const wrong = [[1, 1], [2, 1], [NaN], [0, Infinity], ["1"], [, 1], "12", {}, 7];
  for (const explicitBucketBoundaries of wrong) {
    deepEqual(guarded({ advice: { explicitBucketBoundaries } }), [{}, 1]);
  }
});

Deno.test("guardMetricOptions() repairs texts, and leaves out what cannot be read", () => {
  const [options, count] = guarded({ description: 7, unit: "m", valueType: 9 });
  deepEqual(options, { description: "7", unit: "m" });
  equal(count, 1);
  const throwing = {
    get unit() {
      throw new Error("no");
    },
  };
  deepEqual(guarded(throwing), [{}, 1]);
});
