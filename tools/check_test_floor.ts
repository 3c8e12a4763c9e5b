import { listFiles } from "./source/list_files.ts";
import type { TestCase } from "./run/parse_test_report.ts";
import { type CheckResult, runCheck } from "./run/run_check.ts";
import { runDenoTests } from "./run/run_deno_tests.ts";

/** So many tests at least run without any permission; raise it as tests are added. */
const MIN_TESTS = 900;

/** Test files here need no permission: each must run at least one test. */
const FLOOR = /^packages\/(dice-core|telemetry-setup\/config)\/.*_test\.tsx?$/;
const PROCESS_TEST = /_process_test\.tsx?$/;

/** What the check looks at. */
export interface TestFloorInput {
  /** The tests of a bare `deno test`. */
  readonly tests: readonly TestCase[];
  /** All test files of the project. */
  readonly files: readonly string[];
  /** @default {@linkcode MIN_TESTS} */
  readonly minimum?: number;
}

/** Checks that a bare `deno test` runs enough: an ignored test does not count. */
export function checkTestFloor(input: TestFloorInput): CheckResult {
  const { tests, files, minimum = MIN_TESTS } = input;
  const ran = tests.filter(({ outcome }) => outcome !== "ignored");
  const problems = files
    .filter((path) => FLOOR.test(path) && !PROCESS_TEST.test(path))
    .filter((path) => !ran.some(({ file }) => file === path))
    .map((path) => `${path}:1: ran no test (each of these runs without permissions)`);
  if (ran.length < minimum) {
    problems.push(`deno test ran ${ran.length} tests without permissions (at least ${minimum})`);
  }
  return {
    problems,
    notes: [`${ran.length} tests ran, ${tests.length - ran.length} were ignored`],
  };
}

async function checkProject(root: string): Promise<CheckResult> {
  const { code, text, tests } = await runDenoTests(["--quiet", "--reporter=dot"], {
    root,
    timeout: 300_000,
  });
  const { problems, notes = [] } = checkTestFloor({
    tests,
    files: await listFiles(root, ["_test.ts", "_test.tsx"]),
  });
  return { problems: code === 0 ? problems : [...problems, text.trim()], notes };
}

if (import.meta.main) await runCheck(checkProject);
