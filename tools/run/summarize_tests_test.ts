import assert from "node:assert/strict";
import type { TestCase, TestOutcome } from "./parse_test_report.ts";
import { summarizeTests } from "./summarize_tests.ts";

function test(name: string, outcome: TestOutcome): TestCase {
  return { file: "a_test.ts", name, outcome };
}

const CLEAN = { runs: [], files: [], failedSteps: [], strict: false, filtered: false };
const TESTS = [test("good", "passed"), test("bad", "failed"), test("off", "ignored")];

Deno.test("summarizeTests() counts an ignored test as failed, only when strict", () => {
  const runs = [{ code: 1, tests: TESTS }];
  assert.deepEqual(summarizeTests({ ...CLEAN, runs }), {
    passed: 1,
    failed: ["a_test.ts: bad"],
    ignored: ["a_test.ts: off"],
  });
  assert.deepEqual(summarizeTests({ ...CLEAN, runs, strict: true }).failed, [
    "a_test.ts: bad",
    "a_test.ts: off (ignored)",
  ]);
});

Deno.test("summarizeTests() accepts an ignored test, when its data may be absent", () => {
  const runs = [{ code: 0, tests: TESTS.slice(2) }];
  const summary = summarizeTests({ ...CLEAN, runs, strict: true, optional: /: off$/ });
  assert.deepEqual(summary.failed, []);
  assert.deepEqual(summary.ignored, ["a_test.ts: off"]);
});

Deno.test("summarizeTests() does not call a test ignored, when a filter may have left it out", () => {
  const runs = [{ code: 0, tests: [test("good", "passed"), test("other", "ignored")] }];
  assert.deepEqual(summarizeTests({ ...CLEAN, runs, strict: true, filtered: true }), {
    passed: 1,
    failed: [],
    ignored: [],
  });
});

Deno.test("summarizeTests() counts a file as failed, when it is in no report", () => {
  const runs = [{ code: 1, tests: [test("good", "passed")] }];
  const files = ["a_test.ts", "b_test.ts"];
  assert.deepEqual(summarizeTests({ ...CLEAN, runs, files }).failed, ["b_test.ts: ran no test"]);
});

Deno.test("summarizeTests() takes a file as run, when its own run has tests of a shared suite", () => {
  const tests = [test("good", "passed")];
  const files = ["b_test.ts"];
  const own = (tests: readonly TestCase[]) => [{ code: 0, tests, file: "b_test.ts" }];
  assert.deepEqual(summarizeTests({ ...CLEAN, runs: own(tests), files }).failed, []);
  assert.deepEqual(summarizeTests({ ...CLEAN, runs: own([]), files }).failed, [
    "b_test.ts: ran no test",
  ]);
});

Deno.test("summarizeTests() counts a run as failed, when it ended badly without a failed test", () => {
  const runs = [{ code: 0, tests: [test("good", "passed")] }, { code: 124, tests: [] }];
  assert.deepEqual(summarizeTests({ ...CLEAN, runs }).failed, [
    "deno test ended with exit code 124",
  ]);
});

Deno.test("summarizeTests() counts failed checks, when there are any", () => {
  assert.deepEqual(summarizeTests({ ...CLEAN, failedSteps: ["lint"] }), {
    passed: 0,
    failed: ["step lint"],
    ignored: [],
  });
});
