import assert from "node:assert/strict";
import type { SamplerConfigModel } from "@opentelemetry/configuration";
import { TracerProvider } from "@opentelemetry/sdk-trace";
import { createSampler, type CreateSamplerOptions } from "./create_sampler.ts";
import { createManualRemote } from "./samplers/testdata/manual_remote.ts";
import { countSampled, decide, parentContext } from "./samplers/testdata/sample.ts";
import { createSeededTraceIds } from "./samplers/testdata/seeded_ids.ts";

function create(model: SamplerConfigModel | null | undefined, options = {}) {
  const silent: Partial<CreateSamplerOptions> = {
    missingPermission: () => "no network",
  };
  return createSampler(model, { ...createManualRemote().options, ...silent, ...options });
}

const PARENTS = [
  parentContext({ sampled: true, remote: true }),
  parentContext({ sampled: false, remote: true }),
  parentContext({ sampled: true, remote: false }),
  parentContext({ sampled: false, remote: false }),
];

/** The decisions on a root span and on each kind of parent. */
function decisions(model: SamplerConfigModel | undefined) {
  const sampler = create(model);
  return [decide(sampler), ...PARENTS.map((context) => decide(sampler, { context }))];
}

Deno.test("createSampler() follows the parent and samples roots where nothing is said", () => {
  const expected = ["sampled", "sampled", "dropped", "sampled", "dropped"];
  assert.deepEqual(decisions(undefined), expected);
  assert.deepEqual(decisions({ parent_based: null } as unknown as SamplerConfigModel), expected);
  assert.deepEqual(decisions({ parent_based: {} }), expected);
});

Deno.test("createSampler() knows always_on and always_off", () => {
  assert.deepEqual(decisions({ always_on: null }), Array(5).fill("sampled"));
  assert.deepEqual(decisions({ always_off: {} }), Array(5).fill("dropped"));
});

Deno.test("createSampler() gives each kind of parent its delegate", () => {
  const on = { always_on: null };
  const off = { always_off: null };
  const delegates = [
    "root",
    "remote_parent_sampled",
    "remote_parent_not_sampled",
    "local_parent_sampled",
    "local_parent_not_sampled",
  ];
  for (const [index, name] of delegates.entries()) {
    const parent_based = {
      ...Object.fromEntries(delegates.map((name) => [name, off])),
      [name]: on,
    };
    const expected = delegates.map((_, i) => i === index ? "sampled" : "dropped");
    assert.deepEqual(decisions({ parent_based }), expected, name);
  }
});

Deno.test("createSampler() samples the share of traces that is asked for", () => {
  const samplers: readonly ((ratio: number | null) => SamplerConfigModel)[] = [
    (ratio) => ({ trace_id_ratio_based: { ratio } }),
    (ratio) => ({ "probability/development": { ratio } }),
    (ratio) => ({ "composite/development": { probability: { ratio } } }),
    (ratio) => ({ parent_based: { root: { trace_id_ratio_based: { ratio } } } }),
  ];
  for (const model of samplers) {
    for (const ratio of [0, 0.05, 0.5, 1]) {
      const share = countSampled(create(model(ratio)), 4000) / 4000;
      assert.ok(Math.abs(share - ratio) < 0.02, `${JSON.stringify(model(ratio))}: ${share}`);
    }
    assert.equal(countSampled(create(model(null)), 10), 10);
  }
});

Deno.test("createSampler() tells the probability of a span in its trace state", () => {
  const nextTraceId = createSeededTraceIds();
  const provider = new TracerProvider({
    sampler: create({ "probability/development": { ratio: 0.1 } }),
    idGenerator: { generateTraceId: nextTraceId, generateSpanId: () => nextTraceId().slice(16) },
  });
  const tracer = provider.getTracer("test");
  const sampled = Array.from({ length: 1000 }, () => tracer.startSpan("a").spanContext())
    .filter(({ traceFlags }) => traceFlags === 1);
  assert.ok(sampled.length > 60 && sampled.length < 140, String(sampled.length));
  for (const { traceId, traceState } of sampled) {
    assert.equal(traceState?.serialize(), "ot=th:e666");
    assert.ok(traceId.slice(18) >= "e6660000000000");
  }
});

Deno.test("createSampler() makes the initial sampler of jaeger_remote, parent based or not", () => {
  const jaeger = (initial_sampler: SamplerConfigModel): SamplerConfigModel => ({
    "jaeger_remote/development": { endpoint: "http://localhost:14250", initial_sampler },
  });
  assert.deepEqual(decisions(jaeger({ always_on: null })), Array(5).fill("sampled"));
  assert.deepEqual(decisions({ parent_based: { root: jaeger({ always_off: null }) } }), [
    "dropped",
    "sampled",
    "dropped",
    "sampled",
    "dropped",
  ]);
});

Deno.test("createSampler() takes the endpoint and the interval of xray, and follows the parent", async () => {
  const remote = createManualRemote();
  const urls: string[] = [];
  const options = {
    ...remote.options,
    missingPermission: () => undefined,
    fetch: (url: URL) => {
      urls.push(String(url));
      return Promise.reject(new Error("no network"));
    },
  };
  const sampler = create({ xray: { endpoint: "http://c:2001", interval: 7000 } }, options);
  await remote.advance(0);
  assert.deepEqual(urls, ["http://c:2001/GetSamplingRules"]);
  assert.deepEqual(remote.delays(), [10_000, 7000]);
  assert.deepEqual(PARENTS.map((context) => decide(sampler, { context })), [
    "sampled",
    "dropped",
    "sampled",
    "dropped",
  ]);
  // Without rules: one a second, and 5 % of the others.
  const share = countSampled(create({ xray: null }), 10_000) / 10_000;
  assert.ok(Math.abs(share - 0.05) < 0.01, String(share));
});

Deno.test("createSampler() names the known ones for an unknown name", () => {
  const known = "always_off, always_on, composite/development, jaeger_remote/development, " +
    "parent_based, probability/development, trace_id_ratio_based, xray";
  const unknown = new TypeError(
    `Cannot choose the sampler: "coin" is not known; known are ${known}`,
  );
  assert.throws(() => create({ coin: {} }), unknown);
  assert.throws(() => create({ parent_based: { root: { coin: null } } }), unknown);
});

Deno.test("createSampler() throws where it is not told enough, or too much", () => {
  assert.throws(
    () => create({}),
    /^TypeError: Cannot choose the sampler: none is named; known are/,
  );
  assert.throws(
    () => create({ always_on: null, always_off: null }),
    /"always_on" and "always_off" are named where one can be; known are/,
  );
  assert.throws(
    () => create({ "jaeger_remote/development": null } as unknown as SamplerConfigModel),
    new TypeError("Cannot create the sampler jaeger_remote/development: it has no endpoint"),
  );
});
