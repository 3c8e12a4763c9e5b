/**
 * Writes what telemetry costs into the README, and the page of that benchmark, from the run that is
 * kept; with `--check` only tells whether they are up to date.
 *
 * @module
 */
import { join } from "node:path";
import { formatReport } from "../benchmarks/requests/summary/format_report.ts";
import { formatSummary } from "../benchmarks/requests/summary/format_summary.ts";
import type { Report } from "../benchmarks/requests/summary/report.ts";
import { VARIANTS } from "../benchmarks/requests/variants.ts";
import { replaceSection } from "./docs/replace_section.ts";
import { type CheckResult, runCheck } from "./run/run_check.ts";

const RESULTS = "benchmarks/requests/results.json";
const README = "README.md";
const PAGE = "benchmarks/requests/results.md";
/** What is between comments with this name is generated. */
const SECTION = "performance";
const COMMAND = "deno run --allow-read --allow-write tools/generate_performance_docs.ts";

async function generate(root: string): Promise<ReadonlyMap<string, string>> {
  const report: Report = JSON.parse(await Deno.readTextFile(join(root, RESULTS)));
  const readme = await Deno.readTextFile(join(root, README));
  return new Map([
    [README, replaceSection(readme, { name: SECTION, text: formatSummary(report, VARIANTS) })],
    [PAGE, formatReport(report, VARIANTS)],
  ]);
}

async function check(root: string): Promise<CheckResult> {
  const problems: string[] = [];
  for (const [path, text] of await generate(root)) {
    const written = await Deno.readTextFile(join(root, path)).catch(() => "");
    if (written !== text) problems.push(`${path}:1: out of date (run ${COMMAND})`);
  }
  return { problems };
}

if (import.meta.main) {
  if (Deno.args.includes("--check")) {
    await runCheck(check);
  } else {
    for (const [path, text] of await generate(".")) await Deno.writeTextFile(path, text);
  }
}
