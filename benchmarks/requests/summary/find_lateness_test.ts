import assert from "node:assert/strict";
import { makeMeasured } from "../testdata/make_rounds.ts";
import { findLateness } from "./find_lateness.ts";

const late = (lateP99: number) => {
  const measured = makeMeasured(10);
  const { load, cpuMicros } = measured.fixed!;
  return { ...measured, fixed: { load: { ...load, lateP99 }, cpuMicros } };
};

Deno.test("findLateness() says nothing, when the generator kept its time in most rounds", () => {
  assert.equal(findLateness({ rounds: { bare: [late(1), late(2), late(90)] } }), undefined);
  assert.equal(
    findLateness({ rounds: { bare: [makeMeasured(1, { fixed: undefined })] } }),
    undefined,
  );
});

Deno.test("findLateness() says that latencies mean nothing, when it could not for one variant", () => {
  const rounds = { bare: [late(1)], ours: [late(11), late(12), late(1)] };
  assert.match(findLateness({ rounds })!, /^Others were at work on the machine/);
});
