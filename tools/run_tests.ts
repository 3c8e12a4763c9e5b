/**
 * `deno task test [ARGUMENTS OF deno test…]`: all tests, those with real processes included.
 *
 * With `--ci` the steps of `deno task ok` run first and an ignored test counts as failed. The last line
 * is `N passed, N failed`, from the reports of the test runs.
 *
 * @module
 */
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { listFiles } from "./source/list_files.ts";
import { okSteps, UNIT_TESTS } from "./run/ok_steps.ts";
import { planTestRuns } from "./run/plan_test_runs.ts";
import { runCommand } from "./run/run_command.ts";
import { runDenoTests } from "./run/run_deno_tests.ts";
import { runSteps } from "./run/run_steps.ts";
import { summarizeTests } from "./run/summarize_tests.ts";

const root = Deno.realPathSync(Deno.cwd());
const deno = Deno.execPath();
const temporaryFolder = [...new Set([tmpdir(), Deno.realPathSync(tmpdir())])].join(",");
const strict = Deno.args.includes("--ci");
const extra = Deno.args.filter((arg) => arg !== "--ci");

const files = await listFiles(root, ["_test.ts", "_test.tsx"]);
const processTests = files.filter((path) => /_process_test\.tsx?$/.test(path));
const failedSteps = strict ? await runChecks() : [];
const plan = planTestRuns({ processTests, extra, isPath: existsSync, temporaryFolder });
const runs = [];
for (const { args, timeout, file } of plan) {
  const frozen = strict ? ["--frozen"] : [];
  const run = await runDenoTests([...frozen, ...args], { root, output: "inherit", timeout });
  if (run.code === 124) console.error(`Ended after ${timeout / 60_000} minutes: ${args.join(" ")}`);
  runs.push({ ...run, file });
}
const { passed, failed, ignored } = summarizeTests({
  runs,
  files: extra.length === 0 ? files : [],
  failedSteps,
  strict,
  // The published examples of declarative configuration, which are not copied into this repository.
  optional: /: loadConfig\(\) loads the example /,
  filtered: extra.some((word) => word.startsWith("--filter")),
});
if (ignored.length > 0) console.log(`\n${ignored.length} ignored:\n${list(ignored)}`);
if (failed.length > 0) console.log(`\n${failed.length} failed:\n${list(failed)}`);
console.log(`\n${passed} passed, ${failed.length} failed`);
Deno.exit(failed.length === 0 ? 0 : 1);

function runChecks(): Promise<readonly string[]> {
  const encoder = new TextEncoder();
  const steps = okSteps({ deno, temporaryFolder, frozen: true });
  return runSteps(steps.filter(({ name }) => name !== UNIT_TESTS), {
    run: (args) => runCommand([deno, ...args], { cwd: root }),
    write: (text) => Deno.stdout.writeSync(encoder.encode(text)),
    terminal: Deno.stdout.isTerminal() && !Deno.noColor,
  });
}

function list(lines: readonly string[]): string {
  return lines.map((line) => `  ${line}`).join("\n");
}
