import { join } from "node:path";
import { parseTestReport, type TestCase } from "./parse_test_report.ts";
import { runCommand } from "./run_command.ts";

/** How the tests are run. */
export interface DenoTestOptions {
  readonly root: string;
  /** @default "piped" */
  readonly output?: "piped" | "inherit";
  /** Milliseconds after which the run is ended. */
  readonly timeout: number;
}

/** What a run of `deno test` did. */
export interface DenoTestRun {
  readonly code: number;
  /** What it printed, if that was piped. */
  readonly text: string;
  readonly tests: readonly TestCase[];
}

/** Runs `deno test` with `args` and reads its own report. A run that wrote none has no tests. */
export async function runDenoTests(
  args: readonly string[],
  options: DenoTestOptions,
): Promise<DenoTestRun> {
  const { root, output = "piped", timeout } = options;
  const folder = await Deno.makeTempDir();
  try {
    const report = join(folder, "report.xml");
    const { code, stdout, stderr } = await runCommand(
      [Deno.execPath(), "test", `--junit-path=${report}`, ...args],
      // Nothing is to be left in the folder of whoever runs the tests.
      { cwd: root, output, timeout, env: { OTEL_DENO_DEFAULT_SPOOL_DIR: "none" } },
    );
    return { code, text: stdout + stderr, tests: parseTestReport(await readReport(report)) };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function readReport(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "<testsuites/>";
    throw error;
  }
}
