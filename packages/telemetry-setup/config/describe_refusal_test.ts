import assert from "node:assert/strict";
import { describeRefusal } from "./describe_refusal.ts";

const PROBLEM = {
  setting: "OTEL_LOG_LEVEL",
  received: "loud",
  expected: "error or info",
  used: "info",
};

Deno.test("describeRefusal() names setting, value and expectation, and nothing that is used", () => {
  assert.equal(
    describeRefusal(PROBLEM),
    'Cannot use OTEL_LOG_LEVEL="loud": expected error or info',
  );
});

Deno.test("describeRefusal() tells what stands in the way, where the value itself is right", () => {
  assert.equal(
    describeRefusal({ ...PROBLEM, reason: "not supported yet" }),
    'Cannot use OTEL_LOG_LEVEL="loud": not supported yet',
  );
});
