import { dirname } from "node:path";
import type { SpanCounter } from "../../testing/start_span_counter.ts";
import { instrumentCommand } from "./instrument_command.ts";

/** What came of a command. */
export interface Outcome {
  readonly code: number;
  readonly signal: Deno.Signal | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Options of {@linkcode runBoth}. */
export interface RunBothOptions {
  readonly cwd: string;
  readonly receiver: SpanCounter;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a command without us, and then with us in front of it. */
export async function runBoth(
  command: readonly string[],
  { cwd, receiver, env = {} }: RunBothOptions,
): Promise<{ readonly plain: Outcome; readonly instrumented: Outcome }> {
  const [program = "", ...args] = command[0]?.endsWith(".ts")
    ? ["deno", "run", ...command]
    : command;
  const path = `${dirname(Deno.execPath())}:${Deno.env.get("PATH") ?? ""}`;
  const plain = await new Deno.Command(program === "deno" ? Deno.execPath() : program, {
    args,
    cwd,
    env: { NO_COLOR: "1", PATH: path, ...env },
    stdin: "null",
  }).output();
  const instrumented = await instrumentCommand(command, {
    cwd,
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint, ...env },
  }).output();
  return { plain: read(plain), instrumented: read(instrumented) };
}

function read({ code, signal, stdout, stderr }: Deno.CommandOutput): Outcome {
  const text = new TextDecoder();
  return {
    code,
    signal,
    // `deno test` tells how long it took.
    stdout: text.decode(stdout).replaceAll(/\([\d.]+[mµ]?s\)/g, "(time)"),
    stderr: text.decode(stderr)
      // Types are checked the first time only.
      .replaceAll(/^Check .*\n/gm, "")
      // Where a message is given out again, Deno's frames at the end of a stack differ.
      .replaceAll(/^ +at .*\b(ext:|worker_entry\.).*\n/gm, ""),
  };
}
