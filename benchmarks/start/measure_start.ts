/** How long one start took, in milliseconds. */
export interface StartTimes {
  /** Until the application's first statement has run. */
  readonly running: number;
  /** Until the process has ended, with everything sent. */
  readonly ended: number;
}

/** What {@linkcode measureStart} starts. */
export interface StartOptions {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
}

/**
 * Starts the application once, from the outside: with a new process, until it writes and until it
 * ends.
 *
 * @throws {Error} If it fails, or says something on standard error: then it was not the same work.
 */
export async function measureStart({ args, env, cwd }: StartOptions): Promise<StartTimes> {
  const start = performance.now();
  const child = new Deno.Command(Deno.execPath(), {
    args: [...args],
    env: { ...env },
    cwd,
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const errors = new Response(child.stderr).text();
  const reader = child.stdout.getReader();
  const { value } = await reader.read();
  const running = performance.now() - start;
  while (!(await reader.read()).done);
  const { code } = await child.status;
  const ended = performance.now() - start;
  const stderr = withoutStartLine(await errors);
  if (code !== 0 || value === undefined || stderr !== "") {
    throw new Error(`Cannot measure deno ${args.join(" ")}: exit code ${code}: ${stderr}`);
  }
  return { running, ended };
}

/** The one line that is meant to be there. */
function withoutStartLine(stderr: string): string {
  return stderr.replace(/^otel-deno [^\n]*\n/, "").trim();
}
