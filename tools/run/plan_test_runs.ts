import { PROCESS_TEST_PERMISSIONS, unitTestPermissions } from "./test_permissions.ts";

/** One `deno test`. */
export interface TestRun {
  readonly args: readonly string[];
  /** Milliseconds after which it is ended. */
  readonly timeout: number;
  /** The only test file of the run, where it is one. */
  readonly file?: string;
}

/** What the plan depends on. */
export interface TestPlanInput {
  /** Files of tests that start processes. */
  readonly processTests: readonly string[];
  /** What the user wrote behind the task: options of `deno test`, files, folders. */
  readonly extra: readonly string[];
  /** Whether a word is a file or folder. */
  readonly isPath: (word: string) => boolean;
  readonly temporaryFolder: string;
}

const MINUTE = 60_000;

/**
 * Plans the runs of all tests: unit tests, examples and documents side by side; then each file of tests
 * with processes by itself, as it needs the machine, and so that one that hangs takes no other with it.
 * Named files are one run.
 */
export function planTestRuns(input: TestPlanInput): readonly TestRun[] {
  const { processTests, extra, isPath, temporaryFolder } = input;
  if (extra.some(isPath)) {
    return [{ args: ["--doc", ...PROCESS_TEST_PERMISSIONS, ...extra], timeout: 30 * MINUTE }];
  }
  const unit = ["--doc", "--parallel", "--ignore=**/*_process_test.ts"];
  return [
    { args: [...unit, ...unitTestPermissions(temporaryFolder), ...extra], timeout: 5 * MINUTE },
    ...processTests.map((file) => ({
      file,
      args: [...PROCESS_TEST_PERMISSIONS, ...extra, file],
      timeout: 12 * MINUTE,
    })),
  ];
}
