import assert from "node:assert/strict";
import type { Sampler } from "@opentelemetry/sdk-trace";
import { createManualRemote } from "./testdata/manual_remote.ts";
import { countSampled, decide } from "./testdata/sample.ts";
import { rulesAnswer } from "./testdata/sampling_rules.ts";
import { createXraySampler, type XraySamplerOptions } from "./xray_sampler.ts";

interface Sent {
  readonly url: string;
  readonly body: Record<string, unknown>;
}

const NOW = 1_700_000_000_000;
const ALL = { RuleName: "all", FixedRate: 1, ReservoirSize: 0 };

/** A sampler whose daemon is the test: an answer for each path. */
function start(answers: Record<string, unknown>, options: Partial<XraySamplerOptions> = {}) {
  const remote = createManualRemote();
  const sent: Sent[] = [];
  const sampler = createXraySampler({
    ...remote.options,
    date: () => NOW + remote.options.now(),
    fetch: (input, init) => {
      const url = String(input);
      sent.push({ url, body: JSON.parse(String(init?.body)) });
      const answer = answers[new URL(url).pathname];
      if (answer instanceof Error) return Promise.reject(answer);
      return Promise.resolve(answer instanceof Response ? answer.clone() : Response.json(answer));
    },
    ...options,
  });
  return {
    ...remote,
    sampler,
    sent,
    paths: () => sent.map(({ url }) => new URL(url).pathname),
  };
}

/** One a second, and 5 % of the others. */
function assertFallsBack(sampler: Sampler): void {
  const share = countSampled(sampler, 10_000) / 10_000;
  assert.ok(Math.abs(share - 0.05) < 0.01, String(share));
}

Deno.test("createXraySampler() asks the local daemon, and samples by its rules", async () => {
  const { sampler, sent, advance, delays } = start({ "/GetSamplingRules": rulesAnswer(ALL) });
  assertFallsBack(sampler);
  await advance(0);
  assert.equal(countSampled(sampler, 20), 20);
  assert.deepEqual(sent, [{ url: "http://127.0.0.1:2000/GetSamplingRules", body: {} }]);
  assert.deepEqual(delays(), [10_000, 300_000]);
});

Deno.test("createXraySampler() tells what its rules did, and takes the targets", async () => {
  const answers: Record<string, unknown> = {
    "/GetSamplingRules": rulesAnswer(ALL),
    "/SamplingTargets": {
      LastRuleModification: NOW / 1000 - 60,
      SamplingTargetDocuments: [{
        RuleName: "all",
        FixedRate: 0,
        ReservoirQuota: 3,
        ReservoirQuotaTTL: NOW / 1000 + 60,
        Interval: 5,
      }, null],
      UnprocessedStatistics: [],
    },
  };
  const { sampler, sent, advance, delays, paths } = start(answers, {
    endpoint: "http://collector:2000",
    intervalMillis: 60_000,
  });
  await advance(0);
  countSampled(sampler, 20);
  await advance(10_000);
  assert.equal(sent[1]?.url, "http://collector:2000/SamplingTargets");
  const documents = sent[1].body["SamplingStatisticsDocuments"] as Record<string, unknown>[];
  const { ClientID, ...document } = documents[0] ?? {};
  assert.match(String(ClientID), /^[\da-f]{24}$/);
  assert.deepEqual(document, {
    RuleName: "all",
    Timestamp: NOW / 1000 + 10,
    RequestCount: 20,
    SampledCount: 20,
    BorrowCount: 0,
  });
  assert.equal(countSampled(sampler, 20), 3);
  assert.deepEqual(delays().toSorted(), [5000, 60_000]);
  // Nothing has happened since, so there is nothing to tell.
  await advance(5000);
  await advance(5000);
  assert.deepEqual(paths(), ["/GetSamplingRules", "/SamplingTargets", "/SamplingTargets"]);
});

Deno.test("createXraySampler() asks for the rules anew when they have changed", async () => {
  const { sampler, advance, paths } = start({
    "/GetSamplingRules": rulesAnswer(ALL),
    "/SamplingTargets": { LastRuleModification: NOW / 1000 + 5, SamplingTargetDocuments: [] },
  });
  await advance(0);
  decide(sampler);
  await advance(10_000);
  assert.deepEqual(paths(), ["/GetSamplingRules", "/SamplingTargets", "/GetSamplingRules"]);
});

Deno.test("createXraySampler() tells of at most 25 rules in one request", async () => {
  const rules = Array.from({ length: 30 }, (_, i) => ({
    RuleName: `rule ${i}`,
    URLPath: `/${i}`,
  }));
  const { sampler, advance, sent } = start({
    "/GetSamplingRules": rulesAnswer(...rules),
    "/SamplingTargets": {},
  });
  await advance(0);
  for (const { URLPath } of rules) decide(sampler, { attributes: { "url.path": URLPath } });
  await advance(10_000);
  assert.deepEqual(
    sent.slice(1).map(({ body }) => (body["SamplingStatisticsDocuments"] as unknown[]).length),
    [25, 5],
  );
});

Deno.test("createXraySampler() goes on without answers, and says once why", async () => {
  const broken: readonly (readonly [unknown, string])[] = [
    [new Error("connection refused"), "connection refused"],
    [new Response("oops", { status: 500 }), "status 500"],
    [new Response("{"), "JSON"],
    [{}, "the answer holds no sampling rules"],
  ];
  for (const [answer, reason] of broken) {
    const { sampler, advance, messages } = start({ "/GetSamplingRules": answer });
    for (let i = 0; i < 3; i++) await advance(300_000);
    assertFallsBack(sampler);
    assert.equal(messages.length, 1);
    assert.match(messages[0] ?? "", new RegExp(`^warn: Cannot get the sampling rules .*${reason}`));
  }
});

Deno.test("createXraySampler() does not connect where it must not", async () => {
  const { advance, sent, messages } = start({}, {
    missingPermission: (endpoint) => `not permitted: ${endpoint}`,
  });
  await advance(0);
  assert.deepEqual(sent, []);
  assert.match(messages[0] ?? "", /not permitted: http:\/\/127\.0\.0\.1:2000/);
});
