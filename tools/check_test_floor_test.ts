import assert from "node:assert/strict";
import { checkTestFloor } from "./check_test_floor.ts";
import type { TestCase, TestOutcome } from "./run/parse_test_report.ts";

const FILES = [
  "packages/dice-core/a_test.ts",
  "packages/telemetry-setup/config/b_test.ts",
  "packages/telemetry-setup/config/c_process_test.ts",
  "packages/telemetry-setup/cli/d_test.ts",
];

function ran(file: string, outcome: TestOutcome = "passed"): TestCase {
  return { file, name: "x", outcome };
}

Deno.test("checkTestFloor() accepts a run, when each file of the floor ran a test", () => {
  const tests = [
    ran("packages/dice-core/a_test.ts"),
    ran("packages/telemetry-setup/config/b_test.ts"),
  ];
  assert.deepEqual(checkTestFloor({ tests, files: FILES, minimum: 2 }), {
    problems: [],
    notes: ["2 tests ran, 0 were ignored"],
  });
});

Deno.test("checkTestFloor() names a file, when all its tests were ignored or it is missing", () => {
  const tests = [ran("packages/dice-core/a_test.ts", "ignored")];
  assert.deepEqual(checkTestFloor({ tests, files: FILES, minimum: 0 }).problems, [
    "packages/dice-core/a_test.ts:1: ran no test (each of these runs without permissions)",
    "packages/telemetry-setup/config/b_test.ts:1: ran no test (each of these runs without permissions)",
  ]);
});

Deno.test("checkTestFloor() counts no ignored test, when it compares with the minimum", () => {
  const tests = [ran("x_test.ts"), ran("x_test.ts", "failed"), ran("x_test.ts", "ignored")];
  assert.deepEqual(checkTestFloor({ tests, files: [], minimum: 3 }).problems, [
    "deno test ran 2 tests without permissions (at least 3)",
  ]);
});
