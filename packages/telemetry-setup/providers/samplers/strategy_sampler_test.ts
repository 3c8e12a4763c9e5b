import assert from "node:assert/strict";
import { createStrategySampler } from "./strategy_sampler.ts";
import { countSampled } from "./testdata/sample.ts";

Deno.test("createStrategySampler() samples a share of the traces", () => {
  const sampler = createStrategySampler({ kind: "probabilistic", rate: 0.25 }, () => 0);
  const share = countSampled(sampler, 10_000) / 10_000;
  assert.ok(Math.abs(share - 0.25) < 0.02, String(share));
});

Deno.test("createStrategySampler() samples so many traces a second", () => {
  let time = 0;
  const strategy = { kind: "rate limiting", tracesPerSecond: 5 } as const;
  const sampler = createStrategySampler(strategy, () => time);
  assert.equal(countSampled(sampler, 100), 5);
  time += 1000;
  assert.equal(countSampled(sampler, 100), 5);
});

Deno.test("createStrategySampler() samples each operation at its rate, and at its lower bound", () => {
  let time = 0;
  const sampler = createStrategySampler({
    kind: "per operation",
    defaultRate: 0,
    lowerBoundPerSecond: 2,
    rates: new Map([["all", 1], ["none", 0]]),
  }, () => time);
  const sampled = () =>
    ["all", "none", "unknown", "another"].map((name) => countSampled(sampler, 10, { name }));
  assert.deepEqual(sampled(), [10, 2, 2, 2]);
  assert.deepEqual(sampled(), [10, 0, 0, 0]);
  time += 1000;
  assert.deepEqual(sampled(), [10, 2, 2, 2]);
});

Deno.test("createStrategySampler() gives a bounded number of operations a lower bound", () => {
  const sampler = createStrategySampler({
    kind: "per operation",
    defaultRate: 0,
    lowerBoundPerSecond: 1,
    rates: new Map(),
  }, () => 0);
  let sampled = 0;
  for (let i = 0; i < 2500; i++) sampled += countSampled(sampler, 1, { name: `/users/${i}` });
  assert.equal(sampled, 2000);
});
