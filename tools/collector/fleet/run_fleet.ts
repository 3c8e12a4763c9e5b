import { listenForEnd } from "../listen_for_end.ts";
import { waitUntilHealthy } from "../wait_until_healthy.ts";
import type { ProcessPlan } from "./plan_fleet.ts";
import { prefixLines } from "./prefix_lines.ts";

/** What {@linkcode runFleet} tells. */
export interface RunFleetOptions {
  /** Writes lines of a process. */
  readonly write: (text: string) => void;
  /** Called once all are healthy. */
  readonly onReady: () => void;
}

interface RunningProcess {
  readonly name: string;
  readonly child: Deno.ChildProcess;
  readonly ended: Promise<number>;
}

/**
 * Starts processes one after the other, each when the one before is healthy, and shows their output with
 * their names in front. SIGINT, SIGTERM or SIGHUP ends them in the opposite order, each when the one
 * after it has handed on what it had; a second signal ends all at once. When one ends by itself, so do
 * the others.
 *
 * @returns The exit code of the first that ended by itself, else 0
 * @throws {Deno.errors.NotFound} There is no such program
 */
export async function runFleet(
  plans: readonly ProcessPlan[],
  { write, onReady }: RunFleetOptions,
): Promise<number> {
  const width = Math.max(...plans.map(({ name }) => name.length));
  const running: RunningProcess[] = [];
  const ending = new AbortController();
  let exitCode = 0;
  using _listening = listenForEnd((impatient) => {
    ending.abort();
    if (impatient) { for (const { child } of running) signal(child, "SIGKILL"); }
  });

  try {
    for (const plan of plans) {
      if (ending.signal.aborted) break;
      const started = startProcess(plan, { width, write });
      running.push(started);
      started.ended.then((code) => {
        if (ending.signal.aborted) return;
        write(`${plan.name} ended with exit code ${code}\n`);
        exitCode = code;
        ending.abort();
      });
      // Aborted, it is on the way to its end.
      await waitUntilHealthy(plan.healthUrl, { signal: ending.signal }).catch(() => {});
    }
    if (!ending.signal.aborted) {
      onReady();
      await new Promise((resolve) => ending.signal.addEventListener("abort", resolve));
    }
  } finally {
    ending.abort();
    for (const { child, ended } of running.toReversed()) {
      signal(child, "SIGTERM");
      await ended;
    }
  }
  return exitCode;
}

function startProcess(
  plan: ProcessPlan,
  { width, write }: { readonly width: number; readonly write: (text: string) => void },
): RunningProcess {
  const child = new Deno.Command(plan.program, {
    args: [...plan.args],
    env: { ...plan.env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    // In a process group of its own, so that Ctrl-C reaches it through us, and in order.
    detached: Deno.build.os !== "windows",
  }).spawn();
  const prefix = `${plan.name.padEnd(width)} | `;
  const printed = [child.stdout, child.stderr].map((stream) => prefixLines(stream, prefix, write));
  const ended = Promise.all([child.status, ...printed]).then(([{ code }]) => code);
  return { name: plan.name, child, ended };
}

function signal(child: Deno.ChildProcess, name: Deno.Signal): void {
  try {
    child.kill(name);
  } catch {
    // It has ended already.
  }
}
