import { runDiceServer, type RunOptions } from "./run_dice_server.ts";

/** A dice server in a process of its own, ended when disposed. */
export interface RunningServer extends AsyncDisposable {
  /** The line that said it is ready. */
  readonly readyLine: string;
  /** What telemetry in front of the server had to say before that. */
  readonly linesBeforeReady: readonly string[];
  /** The TCP port that the ready line names. */
  readonly port: number;
  /** Sends a GET request and returns the status and the body. */
  get(path: string): Promise<{ readonly status: number; readonly body: string }>;
  /** Returns the next line of standard error, undefined at its end. */
  nextLine(): Promise<string | undefined>;
  /** Sends the signal; returns how the process ended and what else it had written. */
  stop(signal?: Deno.Signal): Promise<{
    readonly status: Deno.CommandStatus;
    readonly stdout: string;
    readonly restOfStderr: readonly string[];
  }>;
}

/**
 * Starts `main.ts` with exactly the permissions it needs and waits for its ready line. Only
 * telemetry that is put in front of it may say something before.
 *
 * @param options Command line, environment and permissions.
 * @returns The running server.
 * @throws {Error} If its own first line is not the ready line.
 */
export async function startDiceServer(options: RunOptions = {}): Promise<RunningServer> {
  const child = runDiceServer(options).spawn();
  const stdout = new Response(child.stdout).text();
  const lines = readLines(child.stderr);
  const nextLine = async () => (await lines.next()).value ?? undefined;

  const stop = async (signal: Deno.Signal = "SIGTERM") => {
    try {
      child.kill(signal);
    } catch {
      // It has ended already.
    }
    const restOfStderr = await Array.fromAsync(lines);
    return { status: await child.status, stdout: await stdout, restOfStderr };
  };

  const linesBeforeReady: string[] = [];
  let readyLine = await nextLine() ?? "";
  for (; /^otel-deno[: ]/.test(readyLine); readyLine = await nextLine() ?? "") {
    linesBeforeReady.push(readyLine);
  }
  const port = Number(/^dice-server is ready on http:\/\/.+:(\d+)\/rolldice$/.exec(readyLine)?.[1]);
  if (Number.isNaN(port)) {
    await stop();
    throw new Error(`Cannot start the dice server: its first line is ${JSON.stringify(readyLine)}`);
  }
  return {
    readyLine,
    linesBeforeReady,
    port,
    nextLine,
    stop,
    async get(path) {
      const response = await fetch(`http://127.0.0.1:${port}${path}`);
      return { status: response.status, body: await response.text() };
    },
    async [Symbol.asyncDispose]() {
      await stop();
    },
  };
}

async function* readLines(stream: ReadableStream<Uint8Array>): AsyncGenerator<string, undefined> {
  let rest = "";
  for await (const chunk of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}
