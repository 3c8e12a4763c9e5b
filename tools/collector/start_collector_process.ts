import { waitUntilHealthy } from "./wait_until_healthy.ts";

/** How a Collector is started. */
export interface CollectorProcessOptions {
  /** The Collector. */
  readonly binary: string;
  /** Absolute paths of configurations, merged in order. */
  readonly configs: readonly string[];
  /** Added to the environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Where it says on this machine that it is healthy. */
  readonly healthPort: number;
  /** Milliseconds it may take to become healthy. @default 20_000 */
  readonly timeoutMs?: number;
}

/** A Collector that runs until it is ended. Dispose of it with `await using`. */
export interface CollectorProcess extends AsyncDisposable {
  /** All that it has printed so far. */
  output(): string;
  /** Ends it as an operator would, so that it sends on or keeps what it holds; gives its exit code. */
  stop(): Promise<number>;
  /** Ends it as `kill -9` does, and waits. */
  kill(): Promise<void>;
}

/** How long an operator waits, in milliseconds. */
const STOP_LIMIT_MS = 40_000;

/**
 * Starts the real Collector. Resolves when it is healthy.
 *
 * @throws {Error} It ended at once, or was not healthy in time; the message has its output
 */
export async function startCollectorProcess(
  options: CollectorProcessOptions,
): Promise<CollectorProcess> {
  const { binary, configs, env, healthPort, timeoutMs = 20_000 } = options;
  const child = new Deno.Command(binary, {
    args: configs.flatMap((path) => ["--config", path]),
    env: { ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();

  let text = "";
  const collect = async (stream: ReadableStream<Uint8Array<ArrayBuffer>>) => {
    for await (const part of stream.pipeThrough(new TextDecoderStream())) text += part;
  };
  const ended = Promise.all([child.status, collect(child.stdout), collect(child.stderr)])
    .then(([status]) => status.code);

  let stopping: Promise<number> | undefined;
  const stop = () =>
    stopping ??= (async () => {
      endChild(child, "SIGTERM");
      const deadline = setTimeout(() => endChild(child, "SIGKILL"), STOP_LIMIT_MS);
      const code = await ended;
      clearTimeout(deadline);
      return code;
    })();

  const waiting = new AbortController();
  const timer = setTimeout(
    () => waiting.abort(new Error(`it was not healthy in ${timeoutMs} ms`)),
    timeoutMs,
  );
  ended.then((code) => waiting.abort(new Error(`it ended with exit code ${code}`)));
  try {
    await waitUntilHealthy(`http://127.0.0.1:${healthPort}`, {
      signal: waiting.signal,
      intervalMs: 25,
    });
  } catch (error) {
    await stop();
    throw new Error(`Cannot start the Collector: ${(error as Error).message}\n${text}`);
  } finally {
    clearTimeout(timer);
  }

  return {
    output: () => text,
    stop,
    kill: async () => {
      endChild(child, "SIGKILL");
      await ended;
    },
    [Symbol.asyncDispose]: async () => {
      await stop();
    },
  };
}

function endChild(child: Deno.ChildProcess, signal: Deno.Signal): void {
  try {
    child.kill(signal);
  } catch {
    // It has ended already.
  }
}
