import assert from "node:assert/strict";
import { SpanKind } from "@opentelemetry/api";
import { createCompositeSampler } from "./composite_sampler.ts";
import {
  type ComposableSamplerModel,
  createComposableSampler,
} from "./create_composable_sampler.ts";
import { decide, parentContext, TRACE_ID } from "./testdata/sample.ts";

const create = (model: ComposableSamplerModel) =>
  createCompositeSampler(createComposableSampler(model));

// The randomness of TRACE_ID is 48eb211c80319c: sampled up to threshold 4….
const SAMPLED_BELOW = "4";
const DROPPED_FROM = "8";

Deno.test("createComposableSampler() knows always_on and always_off", () => {
  assert.equal(decide(create({ always_on: null })), "sampled ot=th:0");
  assert.equal(decide(create({ always_off: {} })), "dropped");
});

Deno.test("createComposableSampler() takes a probability of 1 where none is given, 0 for off", () => {
  assert.equal(decide(create({ probability: null })), "sampled ot=th:0");
  assert.equal(decide(create({ probability: { ratio: null } })), "sampled ot=th:0");
  assert.equal(
    String(createComposableSampler({ probability: { ratio: 0 } })),
    "ComposableAlwaysOff",
  );
});

Deno.test("createComposableSampler() follows the parent's threshold and decision", () => {
  const sampler = create({ parent_threshold: { root: { probability: { ratio: 0.75 } } } });
  const child = (sampled: boolean, traceState?: string) =>
    decide(sampler, {
      context: parentContext({ sampled, ...(traceState === undefined ? {} : { traceState }) }),
    });
  assert.equal(decide(sampler), "sampled ot=th:4");
  assert.equal(child(true, `ot=th:${SAMPLED_BELOW}`), "sampled ot=th:4");
  assert.equal(child(true), "sampled");
  assert.equal(child(true, "a=b"), "sampled a=b");
  assert.equal(child(false), "dropped");
  // What contradicts the parent's decision is taken away, the decision is followed.
  assert.equal(child(true, `ot=th:${DROPPED_FROM}`), "sampled");
  assert.equal(child(false, `ot=th:${SAMPLED_BELOW}`), "dropped");
  // Consistent, though nothing that a dropped span should carry.
  assert.equal(child(false, `ot=th:${DROPPED_FROM}`), "dropped");
});

Deno.test("createComposableSampler() keeps the traces of a probability complete", () => {
  const root = create({ probability: { ratio: 0.75 } });
  const child = create({ parent_threshold: { root: { always_off: null } } });
  const traceState = decide(root).split(" ")[1] ?? "";
  const context = parentContext({ sampled: true, traceState });
  assert.equal(decide(child, { context, traceId: TRACE_ID }), "sampled ot=th:4");
});

Deno.test("createComposableSampler() takes the first rule that matches", () => {
  const sampler = create({
    rule_based: {
      rules: [
        {
          attribute_values: { key: "http.route", values: ["/healthz", "/livez"] },
          sampler: { always_off: null },
        },
        { span_kinds: ["server"], sampler: { always_on: null } },
        { sampler: { probability: { ratio: 0.5 } } },
      ],
    },
  });
  const server = { kind: SpanKind.SERVER };
  assert.equal(decide(sampler, { ...server, attributes: { "http.route": "/livez" } }), "dropped");
  assert.equal(
    decide(sampler, { ...server, attributes: { "http.route": "/" } }),
    "sampled ot=th:0",
  );
  assert.equal(decide(sampler), "dropped");
  assert.equal(
    decide(sampler, { traceId: TRACE_ID.slice(0, 18) + "f".repeat(14) }),
    "sampled ot=th:8",
  );
});

Deno.test("createComposableSampler() drops what no rule matches", () => {
  assert.equal(decide(create({ rule_based: null })), "dropped");
  const rules = [{ span_kinds: ["client" as const], sampler: { always_on: null } }];
  assert.equal(decide(create({ rule_based: { rules } })), "dropped");
});

Deno.test("createComposableSampler() names the known ones for an unknown name", () => {
  const known = "always_off, always_on, parent_threshold, probability, rule_based";
  assert.throws(
    () => create({ parent_threshold: { root: { coin: {} } } }),
    new TypeError(`Cannot choose the composable sampler: "coin" is not known; known are ${known}`),
  );
  assert.throws(
    () => create({}),
    new TypeError(`Cannot choose the composable sampler: none is named; known are ${known}`),
  );
});
