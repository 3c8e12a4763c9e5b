import { parseWrk } from "./parse_wrk.ts";
import { type ClosedLoopOptions, runClosedLoop } from "./run_closed_loop.ts";

/** What saturates a server. */
export interface Saturator {
  /** The program's name, for the report. */
  readonly program: string;
  /** Sends requests as fast as they are answered; returns how many were each second. */
  run(options: ClosedLoopOptions): Promise<number>;
}

/**
 * Finds what saturates a server, in a process of its own: wrk where it is installed, and else a
 * program in JavaScript, which takes more of the processors than a server that it loads.
 */
export async function findSaturator(): Promise<Saturator> {
  try {
    await new Deno.Command("wrk", { stdout: "null", stderr: "null" }).output();
  } catch {
    return { program: "built-in", run: runClosedLoop };
  }
  return { program: "wrk", run: runWrk };
}

async function runWrk(
  { port, seconds, path, connections = 16 }: ClosedLoopOptions,
): Promise<number> {
  const { code, stdout } = await new Deno.Command("wrk", {
    args: [
      "-t1",
      `-c${connections}`,
      `-d${seconds}s`,
      "-HUser-Agent: load",
      `http://127.0.0.1:${port}${path}`,
    ],
    stdin: "null",
    stderr: "inherit",
  }).output();
  const report = new TextDecoder().decode(stdout);
  if (code !== 0) throw new Error(`Cannot load the server: wrk ended with ${code}: ${report}`);
  return parseWrk(report);
}
