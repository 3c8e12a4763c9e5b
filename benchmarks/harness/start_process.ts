/** A process that answers questions, as `answerQuestions` has it. */
export interface Started extends AsyncDisposable {
  readonly pid: number;
  /** The first line that it wrote, as JSON. */
  readonly greeting: unknown;
  /** How long that took, in milliseconds. */
  readonly startMillis: number;
  /** Returns its answer, which is JSON. */
  ask(question: string): Promise<unknown>;
  /**
   * Lets it end by itself.
   *
   * @throws {Error} If it does not in time, or fails.
   */
  end(): Promise<void>;
}

/** What {@linkcode startProcess} starts. */
export interface StartOptions {
  /** Arguments of `deno run`. */
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd: string;
}

/** More than every exporter waits for a receiver that does not answer. */
const END_MILLIS = 30_000;

/**
 * Starts a Deno program with every permission and waits for its first line. It is ended when this is
 * disposed of.
 *
 * @throws {Error} If it ends without one.
 */
export async function startProcess({ args, env, cwd }: StartOptions): Promise<Started> {
  const start = performance.now();
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", "-A", ...args],
    env: { NO_COLOR: "1", ...env },
    cwd,
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const lines = readLines(child.stdout);
  const writer = child.stdin.getWriter();
  const next = async (): Promise<unknown> => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`Cannot ask ${args.join(" ")}: it has ended`);
    return JSON.parse(value);
  };
  const greeting = await next();
  return {
    pid: child.pid,
    greeting,
    startMillis: performance.now() - start,
    async ask(question) {
      await writer.write(new TextEncoder().encode(`${question}\n`));
      return await next();
    },
    async end() {
      await writer.close();
      const timer = setTimeout(() => child.kill("SIGKILL"), END_MILLIS);
      const { code } = await child.status;
      clearTimeout(timer);
      if (code !== 0) throw new Error(`Cannot end ${args.join(" ")}: exit code ${code}`);
    },
    async [Symbol.asyncDispose]() {
      try {
        child.kill("SIGKILL");
      } catch {
        // It has ended.
      }
      await child.status;
      await lines.return();
    },
  };
}

async function* readLines(stream: ReadableStream<Uint8Array>): AsyncGenerator<string, void, void> {
  let rest = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop()!;
    yield* lines;
  }
}
