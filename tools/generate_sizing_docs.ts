/**
 * Writes what Collectors take for a span into `docs/sizing.md`, from the run that is kept; with `--check`
 * only tells whether that is up to date.
 *
 * @module
 */
import { join } from "node:path";
import { renderSizingPage } from "../benchmarks/collector/render_sizing_page.ts";
import { type CheckResult, runCheck } from "./run/run_check.ts";

const RESULTS = "benchmarks/collector/results.json";
const PAGE = "docs/sizing.md";
const COMMAND = "deno run --allow-read --allow-write tools/generate_sizing_docs.ts";

async function generate(
  root: string,
): Promise<{ readonly written: string; readonly page: string }> {
  const report = JSON.parse(await Deno.readTextFile(join(root, RESULTS)));
  const written = await Deno.readTextFile(join(root, PAGE));
  return { written, page: renderSizingPage(written, report) };
}

async function check(root: string): Promise<CheckResult> {
  const { written, page } = await generate(root);
  return { problems: written === page ? [] : [`${PAGE}:1: out of date (run ${COMMAND})`] };
}

if (import.meta.main) {
  if (Deno.args.includes("--check")) await runCheck(check);
  else await Deno.writeTextFile(PAGE, (await generate(".")).page);
}
