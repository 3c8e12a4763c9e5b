import assert from "node:assert/strict";
import { createSeededTraceIds } from "./testdata/seeded_ids.ts";
import { createXrayRuleSampler } from "./xray_rule_sampler.ts";

function createSampler(FixedRate: number, ReservoirSize: number) {
  let time = 0;
  const clocks = { now: () => time, date: () => 1_000_000 + time };
  const sampler = createXrayRuleSampler({ FixedRate, ReservoirSize }, clocks);
  const nextTraceId = createSeededTraceIds();
  return {
    ...sampler,
    /** How many of so many requests, so many milliseconds later, are sampled. */
    sampledAfter(milliseconds: number, requests = 20): number {
      time += milliseconds;
      return Array.from({ length: requests }, () => sampler.shouldSample(nextTraceId()))
        .filter(Boolean).length;
    },
  };
}

Deno.test("createXrayRuleSampler() borrows one request a second from the reservoir", () => {
  const { sampledAfter, takeStatistics } = createSampler(0, 50);
  assert.deepEqual([0, 999, 1].map((time) => sampledAfter(time)), [1, 0, 1]);
  assert.deepEqual(takeStatistics(), { RequestCount: 60, SampledCount: 2, BorrowCount: 2 });
  assert.equal(takeStatistics(), undefined);
});

Deno.test("createXrayRuleSampler() borrows nothing without a reservoir", () => {
  const { sampledAfter, takeStatistics } = createSampler(0, 0);
  assert.equal(sampledAfter(0), 0);
  assert.deepEqual(takeStatistics(), { RequestCount: 20, SampledCount: 0, BorrowCount: 0 });
});

Deno.test("createXrayRuleSampler() samples at the fixed rate beyond the reservoir", () => {
  const { sampledAfter } = createSampler(0.1, 0);
  const share = sampledAfter(0, 10_000) / 10_000;
  assert.ok(Math.abs(share - 0.1) < 0.015, String(share));
});

Deno.test("createXrayRuleSampler() takes its quota until that ends, then borrows again", () => {
  const { sampledAfter, applyTarget, takeStatistics } = createSampler(1, 50);
  applyTarget({ FixedRate: 0, ReservoirQuota: 5, ReservoirQuotaTTL: 1010 });
  assert.deepEqual([0, 1000, 8999].map((time) => sampledAfter(time)), [5, 5, 5]);
  assert.equal(takeStatistics()?.BorrowCount, 0);
  assert.equal(sampledAfter(1), 1);
  assert.equal(takeStatistics()?.BorrowCount, 1);
});

Deno.test("createXrayRuleSampler() does not fill the reservoir for the same quota again", () => {
  const { sampledAfter, applyTarget } = createSampler(0, 50);
  const target = { ReservoirQuota: 5, ReservoirQuotaTTL: 1010 };
  applyTarget(target);
  assert.equal(sampledAfter(0), 5);
  applyTarget({ ...target, ReservoirQuotaTTL: 1020 });
  assert.equal(sampledAfter(0), 0);
  applyTarget({ FixedRate: null, ReservoirQuota: null });
  assert.equal(sampledAfter(1000), 5);
});
