import type { Launch } from "./plan_launch.ts";

/** Signals that are handed on to the program, where the system has them. */
const HANDED_ON: readonly Deno.Signal[] = Deno.build.os === "windows"
  ? ["SIGINT", "SIGBREAK"]
  : ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2"];
/** A terminal sends these to the program itself, too. */
const FROM_TERMINAL: ReadonlySet<Deno.Signal> = new Set(["SIGINT", "SIGQUIT", "SIGBREAK"]);

/** After so long a signal has ended this process, or will not. */
const SIGNAL_MS = 1000;

/**
 * Runs the program as a child, with this process's input and output, and ends as it does.
 *
 * @param program Path of the program.
 */
export async function runChild(
  program: string,
  { args, env }: Pick<Launch, "args" | "env">,
): Promise<never> {
  const child = new Deno.Command(program, {
    args: [...args],
    // A variable cannot be taken away here. That is only done with OTEL_DENO, and Deno complains of
    // an empty one.
    env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value ?? "false"])),
    stdin: "inherit",
    stdout: "inherit",
    stderr: "inherit",
  }).spawn();
  const hasTerminal = [Deno.stdin, Deno.stdout, Deno.stderr].some((stream) => stream.isTerminal());
  const listeners = HANDED_ON.map((signal) => {
    const listener = () => {
      if (hasTerminal && FROM_TERMINAL.has(signal)) return;
      try {
        child.kill(signal);
      } catch {
        // It has ended already.
      }
    };
    Deno.addSignalListener(signal, listener);
    return () => Deno.removeSignalListener(signal, listener);
  });
  const { code, signal } = await child.status;
  for (const remove of listeners) remove();
  if (signal !== null && Deno.build.os !== "windows") {
    Deno.kill(Deno.pid, signal);
    // It takes effect a little later.
    await new Promise((resolve) => setTimeout(resolve, SIGNAL_MS));
  }
  Deno.exit(code);
}
