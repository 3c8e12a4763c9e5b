import assert from "node:assert/strict";
import { describeSampler } from "./describe_sampler.ts";

Deno.test("describeSampler() has the names of OTEL_TRACES_SAMPLER", () => {
  const jaeger = {
    endpoint: "http://me:secret@jaeger:14250",
    interval: 60_000,
    initial_sampler: { always_on: {} },
  };
  assert.deepEqual(
    [
      undefined,
      { always_on: {} },
      { always_off: {} },
      { parent_based: { root: { always_off: {} } } },
      { trace_id_ratio_based: { ratio: 0 } },
      { trace_id_ratio_based: {} },
      { "jaeger_remote/development": jaeger },
    ].map(describeSampler),
    [
      "parentbased_always_on",
      "always_on",
      "always_off",
      "parentbased_always_off",
      "traceidratio 0",
      "traceidratio 1",
      "jaeger_remote",
    ],
  );
});

Deno.test("describeSampler() has the key of what only a file can ask for", () => {
  assert.equal(describeSampler({ "probability/development": { ratio: 0.1 } }), "probability 0.1");
  assert.equal(describeSampler({ "composite/development": { always_on: {} } }), "composite");
});
