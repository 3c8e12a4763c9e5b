import assert from "node:assert/strict";
import { sampleRule } from "./testdata/sampling_rules.ts";
import { TRACE_ID } from "./testdata/sample.ts";
import { createXrayRules } from "./xray_rules.ts";

function createRules() {
  let time = 0;
  const clocks = { now: () => time, date: () => time };
  const rules = createXrayRules({ serviceName: "dice", attributes: {} }, clocks);
  return {
    ...rules,
    pass: (milliseconds: number) => void (time += milliseconds),
    sampled: (path: string, requests = 10) =>
      Array.from({ length: requests }, () => rules.shouldSample(TRACE_ID, { "url.path": path }))
        .filter(Boolean).length,
  };
}

const ALL = sampleRule({ RuleName: "all", FixedRate: 1, ReservoirSize: 0, URLPath: "/all" });
const NONE = sampleRule({ RuleName: "none", FixedRate: 0, ReservoirSize: 0, URLPath: "/none" });

Deno.test("createXrayRules() samples one request a second and 5 % without rules", () => {
  const { sampled, takeStatistics } = createRules();
  assert.equal(sampled("/all"), 1);
  assert.deepEqual(takeStatistics(), []);
});

Deno.test("createXrayRules() lets the first rule that is for a request decide", () => {
  const { replace, sampled, takeStatistics } = createRules();
  replace([ALL, NONE, sampleRule({ RuleName: "rest", FixedRate: 0 })]);
  assert.deepEqual(["/all", "/none", "/"].map((path) => sampled(path)), [10, 0, 1]);
  assert.deepEqual(takeStatistics(), [
    ["all", { RequestCount: 10, SampledCount: 10, BorrowCount: 0 }],
    ["none", { RequestCount: 10, SampledCount: 0, BorrowCount: 0 }],
    ["rest", { RequestCount: 10, SampledCount: 1, BorrowCount: 1 }],
  ]);
});

Deno.test("createXrayRules() falls back for a request that no rule is for", () => {
  const { replace, sampled } = createRules();
  replace([ALL]);
  assert.equal(sampled("/other"), 1);
});

Deno.test("createXrayRules() keeps the counts of a rule that has not changed", () => {
  const { replace, sampled, takeStatistics, applyTarget } = createRules();
  replace([ALL, NONE]);
  sampled("/all");
  sampled("/none");
  replace([{ ...ALL }, { ...NONE, FixedRate: 1 }]);
  assert.deepEqual(takeStatistics().map(([name]) => name), ["all"]);
  assert.equal(sampled("/none"), 10);
  applyTarget("none", { FixedRate: 0 });
  applyTarget("unknown", { FixedRate: 0 });
  assert.equal(sampled("/none"), 0);
});

Deno.test("createXrayRules() falls back after an hour without new rules", () => {
  const { replace, sampled, pass } = createRules();
  replace([ALL]);
  pass(3_599_999);
  assert.equal(sampled("/all"), 10);
  pass(1);
  assert.equal(sampled("/all"), 1);
  replace([ALL]);
  assert.equal(sampled("/all"), 10);
});
