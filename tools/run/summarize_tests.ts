import type { TestCase } from "./parse_test_report.ts";

/** A run of tests that has ended. */
export interface EndedTestRun {
  readonly code: number;
  /** The tests of its report. */
  readonly tests: readonly TestCase[];
  /** The only test file that it ran, where it was one: a shared suite reports tests as its own. */
  readonly file?: string | undefined;
}

/** What is summed up. */
export interface TestSummaryInput {
  readonly runs: readonly EndedTestRun[];
  /** Test files of which each must be in a report. */
  readonly files: readonly string[];
  /** Names of checks that failed before the tests. */
  readonly failedSteps: readonly string[];
  /** Whether an ignored test counts as failed. */
  readonly strict: boolean;
  /** Names of tests whose data is not part of the repository: they may be ignored all the same. */
  readonly optional?: RegExp;
  /** Whether a filter was given: the report calls a test ignored that the filter left out. */
  readonly filtered: boolean;
}

/** The sum of all test runs. */
export interface TestSummary {
  readonly passed: number;
  /** What failed, one line each. */
  readonly failed: readonly string[];
  /** What was ignored, one line each. */
  readonly ignored: readonly string[];
}

/**
 * Sums up test runs. Besides failed tests these count as failed: a failed check, a test file that is in
 * no report because it did not load, runs that ended badly without any failed test, and, if `strict`, an
 * ignored test.
 */
export function summarizeTests(input: TestSummaryInput): TestSummary {
  const { runs, files, failedSteps, strict, filtered, optional } = input;
  const tests = runs.flatMap((run) => run.tests);
  const named = (outcome: string) =>
    tests.filter((test) => test.outcome === outcome).map(({ file, name }) => `${file}: ${name}`);
  const seen = new Set(tests.map(({ file }) => file));
  for (const { tests, file } of runs) if (tests.length > 0 && file !== undefined) seen.add(file);
  const missing = files.filter((file) => !seen.has(file)).map((file) => `${file}: ran no test`);
  const failed = named("failed");
  const ignored = filtered ? [] : named("ignored");
  const required = ignored.filter((line) => optional === undefined || !optional.test(line));
  if (failed.length + missing.length === 0) {
    for (const { code } of runs) {
      if (code !== 0) failed.push(`deno test ended with exit code ${code}`);
    }
  }
  return {
    passed: named("passed").length,
    failed: [
      ...failedSteps.map((step) => `step ${step}`),
      ...failed,
      ...missing,
      ...(strict ? required.map((line) => `${line} (ignored)`) : []),
    ],
    ignored,
  };
}
