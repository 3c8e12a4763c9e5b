import type { StartPlan } from "./plan_start.ts";

/** Signals that ask for the end. Windows has no SIGTERM to listen to. */
const ENDING_SIGNALS: readonly Deno.Signal[] = Deno.build.os === "windows"
  ? ["SIGINT", "SIGBREAK"]
  : ["SIGINT", "SIGTERM", "SIGHUP"];

/** Signals this soon after the first are its echo: `deno task` passes on what the terminal sent. */
const ECHO_MS = 500;

/** A started program; see {@linkcode runUntilEnded}. */
export interface RunningProgram {
  /** Resolves when the program has ended, to its exit code; 128 and the number after a signal. */
  readonly ended: Promise<number>;
}

/**
 * Starts a program that shows its output as ours and ends it with us: SIGINT, SIGTERM or SIGHUP is
 * passed on as SIGTERM, and a second one, half a second later or more, as the plan's impatient one.
 *
 * @throws {Deno.errors.NotFound} There is no such program
 */
export function runUntilEnded(plan: StartPlan): RunningProgram {
  const child = new Deno.Command(plan.program, {
    args: [...plan.args],
    env: { ...plan.env },
    stdin: "null",
    stdout: "inherit",
    stderr: "inherit",
    // In a process group of its own, so that Ctrl-C reaches it through us, and once: Docker compose
    // takes a second signal as an order to kill.
    detached: Deno.build.os !== "windows",
  }).spawn();

  let firstSignalAt: number | undefined;
  const passOn = () => {
    const now = performance.now();
    firstSignalAt ??= now;
    if (now !== firstSignalAt && now - firstSignalAt < ECHO_MS) return;
    try {
      child.kill(now === firstSignalAt ? "SIGTERM" : plan.impatientSignal);
    } catch {
      // It has ended in the meantime.
    }
  };
  for (const name of ENDING_SIGNALS) Deno.addSignalListener(name, passOn);

  const ended = child.status.then((status) => {
    for (const name of ENDING_SIGNALS) Deno.removeSignalListener(name, passOn);
    return status.code;
  });
  return { ended };
}
