/** One program of a build. */
export interface BuildStep {
  readonly program: string;
  readonly args: readonly string[];
  /** Added to the environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Says what is going on, a line at a time. */
  readonly report: (line: string) => void;
  /** Milliseconds between two signs of life. @default 15_000 */
  readonly everyMs?: number;
}

/**
 * Runs one step of a build, its output on stderr, and says every now and then that it still runs.
 *
 * @param title What the step does
 * @throws {Error} The program failed
 */
export async function runBuildStep(title: string, step: BuildStep): Promise<void> {
  const start = performance.now();
  const seconds = () => `${Math.round((performance.now() - start) / 1_000)} s`;
  step.report(title);
  const child = new Deno.Command(step.program, {
    args: [...step.args],
    env: { ...step.env },
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const signOfLife = setInterval(
    () => step.report(`… still running, ${seconds()}`),
    step.everyMs ?? 15_000,
  );
  try {
    // Stdout is for results alone.
    await child.stdout.pipeTo(Deno.stderr.writable, { preventClose: true });
    const { code } = await child.status;
    if (code !== 0) {
      throw new Error(`Cannot build the Collector: ${step.program} ended with exit code ${code}`);
    }
  } finally {
    clearInterval(signOfLife);
  }
  step.report(`… done in ${seconds()}`);
}
