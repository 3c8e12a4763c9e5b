import assert from "node:assert/strict";
import { describeDeniedVariables } from "./describe_denied_variables.ts";

Deno.test("describeDeniedVariables() says nothing, when nothing is denied", () => {
  assert.equal(describeDeniedVariables([]), undefined);
});

Deno.test("describeDeniedVariables() names three variables and counts the others", () => {
  assert.equal(
    describeDeniedVariables(["A", "B", "C", "D", "E"]),
    'Cannot read A, B, C and 2 more: not permitted; counted as not set; add --allow-env="OTEL_*"',
  );
  assert.match(describeDeniedVariables(["A", "B", "C"]) ?? "", /^Cannot read A, B, C: not/);
});
