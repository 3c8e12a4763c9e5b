import type { SamplerConfigModel } from "@opentelemetry/configuration";
import assert from "node:assert/strict";
import { describeProblem } from "../config_problem.ts";
import { createEnvSettings } from "../create_env_settings.ts";
import { resolveSampler } from "./resolve_sampler.ts";
import { separateSources } from "../separate_sources.ts";

function resolve(sampler: string, argument?: string) {
  const env: Record<string, string | undefined> = {
    OTEL_TRACES_SAMPLER: sampler,
    OTEL_TRACES_SAMPLER_ARG: argument,
  };
  const settings = createEnvSettings((name) => env[name], { readIneffective: true });
  const { value } = separateSources<SamplerConfigModel>(resolveSampler(settings));
  return { sampler: value, problems: settings.problems().map(describeProblem) };
}

const JAEGER = {
  "jaeger_remote/development": {
    endpoint: "http://localhost:14250",
    interval: 60_000,
    initial_sampler: { trace_id_ratio_based: { ratio: 0.001 } },
  },
};

const CASES: readonly (readonly [string, string | undefined, object])[] = [
  ["always_on", undefined, { always_on: {} }],
  ["ALWAYS_OFF", undefined, { always_off: {} }],
  ["traceidratio", "0.25", { trace_id_ratio_based: { ratio: 0.25 } }],
  ["traceidratio", undefined, { trace_id_ratio_based: { ratio: 1 } }],
  ["parentbased_always_on", undefined, { parent_based: { root: { always_on: {} } } }],
  ["parentbased_always_off", undefined, { parent_based: { root: { always_off: {} } } }],
  [
    "parentbased_traceidratio",
    "0",
    { parent_based: { root: { trace_id_ratio_based: { ratio: 0 } } } },
  ],
  ["jaeger_remote", undefined, JAEGER],
  ["parentbased_jaeger_remote", undefined, { parent_based: { root: JAEGER } }],
  [
    "jaeger_remote",
    "endpoint=http://jaeger:14250,pollingIntervalMs=5000,initialSamplingRate=0.25",
    {
      "jaeger_remote/development": {
        endpoint: "http://jaeger:14250",
        interval: 5000,
        initial_sampler: { trace_id_ratio_based: { ratio: 0.25 } },
      },
    },
  ],
  ["xray", undefined, { xray: { endpoint: "http://localhost:2000", interval: 300_000 } }],
  [
    "xray",
    "endpoint=http://agent:2000,polling_interval=10",
    { xray: { endpoint: "http://agent:2000", interval: 10_000 } },
  ],
];
for (const [name, argument, expected] of CASES) {
  Deno.test(`resolveSampler() resolves ${name} with argument ${argument}`, () => {
    const { sampler, problems } = resolve(name, argument);
    assert.deepEqual(sampler, expected);
    assert.deepEqual(problems, []);
  });
}

Deno.test("resolveSampler() samples everything with a problem, when the ratio is bad", () => {
  const { sampler, problems } = resolve("traceidratio", "25");
  assert.deepEqual(sampler, { trace_id_ratio_based: { ratio: 1 } });
  assert.deepEqual(problems, [
    'Cannot use OTEL_TRACES_SAMPLER_ARG="25": expected a number from 0 to 1; using 1',
  ]);
});

Deno.test("resolveSampler() uses all of the defaults, when one argument is bad", () => {
  const { sampler, problems } = resolve("jaeger_remote", "endpoint=http://j:1,pollingIntervalMs=0");
  assert.deepEqual(sampler, JAEGER);
  assert.deepEqual(problems, [
    'Cannot use OTEL_TRACES_SAMPLER_ARG="endpoint=http://j:1,pollingIntervalMs=0": expected pollingIntervalMs to be a whole number, at least 1; using the defaults',
  ]);
});

Deno.test("resolveSampler() says so, when a sampler gets an argument that it does not take", () => {
  assert.deepEqual(resolve("always_on", "0.5").problems, [
    'Cannot use OTEL_TRACES_SAMPLER_ARG="0.5": expected nothing, because the sampler always_on takes no argument; using nothing',
  ]);
});
