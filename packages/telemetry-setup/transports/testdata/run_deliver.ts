import assert from "node:assert/strict";
import type { DeliverResult, DeliverTask } from "./deliver.ts";

/** How the program of deliver.ts ended. */
export interface DeliverRun {
  readonly code: number;
  readonly result: DeliverResult;
  readonly stderr: string;
}

/**
 * Runs deliver.ts in a process of its own, with these permission flags and no others.
 */
export async function runDeliver(
  task: DeliverTask,
  flags: readonly string[] = ["--allow-net", "--allow-read"],
): Promise<DeliverRun> {
  const command = new Deno.Command(Deno.execPath(), {
    args: deliverArguments(task, ["--no-prompt", ...flags]),
    stdin: "null",
    env: { NO_COLOR: "1" },
    // Far more than it takes; a program that hangs is a failed test, not a test that hangs.
    signal: AbortSignal.timeout(20_000),
  });
  const { code, stdout, stderr } = await command.output();
  const errors = new TextDecoder().decode(stderr);
  const lines = new TextDecoder().decode(stdout).trim().split("\n");
  assert.equal(lines.length, 1, `${lines.join("\n")}\n${errors}`);
  return { code, result: JSON.parse(lines[0] ?? ""), stderr: errors };
}

/** The command line that runs deliver.ts, without the program. */
export function deliverArguments(task: DeliverTask, flags: readonly string[]): string[] {
  const program = new URL("./deliver.ts", import.meta.url).pathname;
  return ["run", ...flags, program, JSON.stringify(task)];
}
