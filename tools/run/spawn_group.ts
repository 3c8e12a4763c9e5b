/** A command with all that it starts. */
export interface ProcessGroup {
  readonly stdout: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly stderr: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** Of the command itself. */
  readonly status: Promise<Deno.CommandStatus>;
  /**
   * Signals all of them, and kills them when something has not happened 20 seconds later.
   *
   * @param until What is waited for. @default the end of the command itself
   */
  end(signal: Deno.Signal, until?: Promise<unknown>): Promise<void>;
}

/** Where a command runs, with all of its environment. */
export interface SpawnGroupOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

const PATIENCE_MS = 20_000;

/**
 * Starts a command as a process group of its own, which is signalled as a whole, as a terminal does: npx hands
 * no signal down.
 */
export function spawnGroup(
  [program, ...args]: readonly [string, ...string[]],
  { cwd, env }: SpawnGroupOptions,
): ProcessGroup {
  const child = new Deno.Command(program, {
    args,
    cwd,
    env,
    clearEnv: true,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    detached: true,
  }).spawn();
  return {
    stdout: child.stdout,
    stderr: child.stderr,
    status: child.status,
    async end(signal, until = child.status) {
      Deno.kill(-child.pid, signal);
      const guard = setTimeout(() => Deno.kill(-child.pid, "SIGKILL"), PATIENCE_MS);
      await until;
      clearTimeout(guard);
    },
  };
}
