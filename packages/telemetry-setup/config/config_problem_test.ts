import assert from "node:assert/strict";
import { describeProblem } from "./config_problem.ts";

const PROBLEM = {
  setting: "OTEL_LOG_LEVEL",
  received: "loud",
  expected: "error or info",
  used: "info",
};

Deno.test("describeProblem() names setting, value, expectation and what is used", () => {
  assert.equal(
    describeProblem(PROBLEM),
    'Cannot use OTEL_LOG_LEVEL="loud": expected error or info; using info',
  );
});

Deno.test("describeProblem() stays on one line, when the value has line feeds and escapes", () => {
  const line = describeProblem({ ...PROBLEM, received: 'a"\r\n\u001b[31mb' });
  assert.equal(
    line,
    'Cannot use OTEL_LOG_LEVEL="a\\"\\r\\n\\u001b[31mb": expected error or info; using info',
  );
});
