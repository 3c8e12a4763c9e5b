/** What a check found. */
export interface CheckResult {
  /** Each one fails the check: `file:line: what (rule)`. */
  readonly problems: readonly string[];
  /** What fails nothing: figures, and warnings, which begin with `warning: `. */
  readonly notes?: readonly string[];
}

/** Where a check writes. */
export interface CheckOutput {
  /** @default console.log */
  readonly write?: (line: string) => void;
}

/**
 * Runs a check on the project in the current directory, prints what it found and sets the exit code:
 * 0 if there is no problem, else 1.
 */
export async function runCheck(
  check: (root: string) => Promise<CheckResult> | CheckResult,
  options: CheckOutput = {},
): Promise<void> {
  const { write = console.log } = options;
  const { problems, notes = [] } = await check(Deno.realPathSync(Deno.cwd()));
  for (const line of [...notes, ...problems]) write(line);
  Deno.exitCode = problems.length === 0 ? 0 : 1;
}
