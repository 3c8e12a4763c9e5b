import assert from "node:assert/strict";
import type { ComposableSampler } from "./composable_sampler.ts";
import { createCompositeSampler } from "./composite_sampler.ts";
import { createComposableSampler } from "./create_composable_sampler.ts";
import { countSampled, decide, parentContext } from "./testdata/sample.ts";

const probability = (ratio: number) =>
  createCompositeSampler(createComposableSampler({ probability: { ratio } }));

/** A trace id that ends in these digits. */
const endingIn = (digits: string) => "ffffffffffffffffff" + digits.padEnd(14, "0");

Deno.test("createCompositeSampler() samples the share of traces that is asked for", () => {
  const traces = 20_000;
  for (const ratio of [0, 0.01, 0.1, 0.5, 0.9, 1]) {
    const share = countSampled(probability(ratio), traces) / traces;
    // Four times the standard deviation.
    const tolerance = 4 * Math.sqrt(ratio * (1 - ratio) / traces);
    assert.ok(Math.abs(share - ratio) <= tolerance, `${ratio}: ${share}`);
  }
});

Deno.test("createCompositeSampler() compares the end of the trace id with the threshold", () => {
  const quarter = probability(0.25);
  assert.equal(decide(quarter, { traceId: endingIn("c") }), "sampled ot=th:c");
  assert.equal(decide(quarter, { traceId: endingIn("bfffffffffffff") }), "dropped");
  assert.equal(decide(quarter, { traceId: endingIn("F").toUpperCase() }), "sampled ot=th:c");
  assert.equal(decide(probability(1), { traceId: endingIn("0") }), "sampled ot=th:0");
});

Deno.test("createCompositeSampler() prefers explicit randomness, and keeps it", () => {
  const quarter = probability(0.25);
  const context = (traceState: string) => parentContext({ sampled: false, traceState });
  assert.equal(
    decide(quarter, { context: context("ot=rv:d0000000000000"), traceId: endingIn("0") }),
    "sampled ot=th:c;rv:d0000000000000",
  );
  assert.equal(
    decide(quarter, { context: context("ot=rv:b0000000000000"), traceId: endingIn("f") }),
    "dropped ot=rv:b0000000000000",
  );
});

Deno.test("createCompositeSampler() replaces the parent's threshold, others stay as they are", () => {
  const context = parentContext({ sampled: true, traceState: "a=b,ot=th:8;k1:13" });
  const start = (digits: string) => ({ context, traceId: endingIn(digits) });
  assert.equal(decide(probability(0.25), start("f")), "sampled ot=th:c;k1:13,a=b");
  assert.equal(decide(probability(0.25), start("a")), "dropped ot=k1:13,a=b");
});

Deno.test("createCompositeSampler() leaves the threshold out where it cannot be counted by", () => {
  const unreliable: ComposableSampler = {
    getSamplingIntent: () => ({ threshold: "80000000000000", reliable: false }),
  };
  const context = parentContext({ sampled: true, traceState: "ot=th:8" });
  const sampler = (digits: string) =>
    createCompositeSampler(unreliable, { random: () => digits.padEnd(14, "0") });
  // The trace's own randomness has no say.
  assert.equal(decide(sampler("9"), { context, traceId: endingIn("0") }), "sampled");
  assert.equal(decide(sampler("7"), { context, traceId: endingIn("f") }), "dropped");
});
