import { listenForEnd } from "./listen_for_end.ts";
import type { StartPlan } from "./plan_start.ts";

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

  const listening = listenForEnd((impatient) => {
    try {
      child.kill(impatient ? plan.impatientSignal : "SIGTERM");
    } catch {
      // It has ended in the meantime.
    }
  });
  const ended = child.status.then((status) => {
    listening[Symbol.dispose]();
    return status.code;
  });
  return { ended };
}
