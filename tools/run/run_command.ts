/** How a command is run. */
export interface CommandOptions {
  /** Directory to run in. @default the current directory */
  readonly cwd?: string;
  /** Variables added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** `inherit` lets the command write to the terminal; then `output` is empty. @default "piped" */
  readonly output?: "piped" | "inherit";
  /** Milliseconds after which the command is ended with SIGTERM. @default 300000 */
  readonly timeout?: number;
}

/** What a command did. */
export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

/**
 * Runs a program to its end. A command that runs into its timeout has code 124 and says so on stderr.
 *
 * @throws {Deno.errors.NotFound} if there is no such program
 * @throws {Deno.errors.NotCapable} without `--allow-run`
 */
export async function runCommand(
  command: readonly [string, ...string[]],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const { cwd, env = {}, output = "piped", timeout = 300_000 } = options;
  const [program, ...args] = command;
  const started = performance.now();
  const expired = new AbortController();
  const timer = setTimeout(() => expired.abort(), timeout);
  try {
    const child = new Deno.Command(program, {
      args,
      env,
      stdin: "null",
      stdout: output,
      stderr: output,
      signal: expired.signal,
      ...(cwd === undefined ? {} : { cwd }),
    }).spawn();
    const [status, stdout, stderr] = await Promise.all([
      child.status,
      output === "piped" ? collect(child.stdout, expired.signal) : "",
      output === "piped" ? collect(child.stderr, expired.signal) : "",
    ]);
    const seconds = (performance.now() - started) / 1000;
    if (!expired.signal.aborted) return { code: status.code, stdout, stderr, seconds };
    const notice = `Cannot finish ${program}: not done after ${timeout} ms`;
    return { code: 124, stdout, stderr: `${stderr}\n${notice}\n`, seconds };
  } finally {
    clearTimeout(timer);
  }
}

/** Ends with the signal, too: a grandchild may hold the stream open after the child has gone. */
async function collect(stream: ReadableStream<Uint8Array>, signal: AbortSignal): Promise<string> {
  const reader = stream.getReader();
  signal.addEventListener("abort", () => reader.cancel().catch(() => {}), { once: true });
  const decoder = new TextDecoder();
  let text = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    text += decoder.decode(part.value, { stream: true });
  }
  return text + decoder.decode();
}
