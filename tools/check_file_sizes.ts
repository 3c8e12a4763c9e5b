import { join } from "node:path";
import { listFiles } from "./source/list_files.ts";
import { maskComments } from "./source/mask_comments.ts";
import { type CheckResult, runCheck } from "./run/run_check.ts";

/** A file with more lines fails. */
const MAX_LINES = 400;
/** A file with more lines is named, without failing. */
const WARN_LINES = 250;
/** A median with more lines of code is named, without failing. */
const MEDIAN_CODE_LINES = 80;

/** Checks the length of source files, given their text by path. */
export function checkFileSizes(sources: ReadonlyMap<string, string>): CheckResult {
  const notes: string[] = [];
  const problems: string[] = [];
  for (const [path, source] of sources) {
    const lines = countLines(source);
    if (lines > MAX_LINES) problems.push(`${path}:1: ${lines} lines (at most ${MAX_LINES})`);
    else if (lines > WARN_LINES) {
      notes.push(`warning: ${path}:1: ${lines} lines (aim at ${WARN_LINES})`);
    }
  }
  const median = medianOf([...sources.values()].map(countCodeLines));
  const figures = `${sources.size} files, median ${median} lines of code`;
  notes.push(
    median > MEDIAN_CODE_LINES ? `warning: ${figures} (aim at ${MEDIAN_CODE_LINES})` : figures,
  );
  return { problems, notes };
}

function countLines(source: string): number {
  return source.split("\n").length - (source.endsWith("\n") ? 1 : 0);
}

function countCodeLines(source: string): number {
  return maskComments(source).split("\n").filter((line) => line.trim() !== "").length;
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

async function checkProject(root: string): Promise<CheckResult> {
  const sources = new Map<string, string>();
  for (const path of await listFiles(root, [".ts", ".tsx"])) {
    sources.set(path, await Deno.readTextFile(join(root, path)));
  }
  return checkFileSizes(sources);
}

if (import.meta.main) await runCheck(checkProject);
