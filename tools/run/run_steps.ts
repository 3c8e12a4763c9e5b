import type { Step } from "./ok_steps.ts";
import type { CommandResult } from "./run_command.ts";

/** What running steps needs from outside. */
export interface RunStepsOptions {
  /** Runs `deno` with these arguments. */
  readonly run: (args: readonly string[]) => Promise<CommandResult>;
  /** Takes text as it is, without adding a line end. */
  readonly write: (text: string) => void;
  /** Colours, and the name of the step that is running. @default false */
  readonly terminal?: boolean;
}

/**
 * Runs steps one after the other, all of them, with one line for each: mark, name and seconds. Below
 * it stand the warnings of a step that passed, and all that a step printed that failed.
 *
 * @returns the names of the steps that failed
 */
export async function runSteps(
  steps: readonly Step[],
  options: RunStepsOptions,
): Promise<readonly string[]> {
  const { run, write, terminal = false } = options;
  const paint = (code: number, text: string) => terminal ? `\x1b[${code}m${text}\x1b[0m` : text;
  const width = Math.max(...steps.map(({ name }) => name.length));
  const failed: string[] = [];
  let total = 0;
  for (const { name, args } of steps) {
    if (terminal) write(`… ${name}`);
    const { code, stdout, stderr, seconds } = await run(args);
    total += seconds;
    const mark = code === 0 ? paint(32, "✓") : paint(31, "✗");
    const line = `${mark} ${name.padEnd(width)} ${seconds.toFixed(1).padStart(5)} s\n`;
    write(terminal ? `\r${line}` : line);
    if (code === 0) {
      for (const [warning] of stdout.matchAll(/^warning: .*$/gm)) write(`  ${warning}\n`);
      continue;
    }
    failed.push(name);
    write(`${indent(`${stdout}${stderr}`)}\n`);
  }
  const verdict = failed.length === 0
    ? paint(32, `${steps.length} steps passed`)
    : paint(31, `${failed.length} of ${steps.length} steps failed: ${failed.join(", ")}`);
  write(`${verdict} in ${total.toFixed(1)} s\n`);
  return failed;
}

function indent(text: string): string {
  return text.trimEnd().replace(/^(?=.)/gm, "    ");
}
