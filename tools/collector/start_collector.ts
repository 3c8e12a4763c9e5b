import { join } from "node:path";
import { eachJsonLine } from "./each_json_line.ts";
import { findCollectorBinary } from "./find_collector_binary.ts";
import { pickFreePorts } from "./pick_free_ports.ts";
import { repositoryRoot } from "./repository_root.ts";
import { waitUntilHealthy } from "./wait_until_healthy.ts";

const SIGNALS = ["traces", "metrics", "logs"] as const;

/** OTLP's three signals, as their paths have them. */
export type OtlpSignal = typeof SIGNALS[number];

/** Settings of {@linkcode startCollector}. */
export interface StartCollectorOptions {
  /**
   * Absolute paths of configurations, merged in order.
   * @default The repository's `collector/debug/otel-collector-config.yaml`
   */
  readonly config?: readonly string[];
  /** Added to the environment; wins over what the harness sets. */
  readonly env?: Readonly<Record<string, string>>;
  /** The Collector. @default The one that `deno task collector:build` built */
  readonly binary?: string;
  /** Milliseconds it may take to become healthy. @default 20_000 */
  readonly timeoutMs?: number;
}

/** A real Collector that runs for a test. Dispose of it with `await using`. */
export interface RunningCollector extends AsyncDisposable {
  readonly grpcPort: number;
  readonly httpPort: number;
  readonly healthPort: number;
  /** All that it has printed so far: its own log and the debug exporter's text. */
  output(): string;
  /**
   * What arrived so far, as OTLP/JSON: an object an export, in order within a signal. Also after
   * {@linkcode stop}, until this is disposed of.
   *
   * @param signal Only this one's
   */
  // deno-lint-ignore no-explicit-any -- OTLP/JSON; tests say what they expect of it
  readJsonLines(signal?: OtlpSignal): any[];
  /** As {@linkcode readJsonLines}, one export after the other, for more than memory can hold. */
  // deno-lint-ignore no-explicit-any -- as above
  eachJsonLine(signal: OtlpSignal): Generator<any, void>;
  /**
   * Waits until what arrived is what a test waits for.
   *
   * @param find Looks at all exports of the signal; anything but `undefined` or `false` is a find
   * @param options `timeoutMs`: milliseconds to wait at most, 10,000 if left out
   * @throws {Error} It did not come in time; the message shows what did
   */
  waitForJsonLines<Found>(
    signal: OtlpSignal,
    // deno-lint-ignore no-explicit-any -- as above
    find: (lines: any[]) => Found | undefined | false,
    options?: { readonly timeoutMs?: number },
  ): Promise<Found>;
  /** Ends it as an operator would, so that it sends on what it holds; gives its exit code. */
  stop(): Promise<number>;
}

/**
 * Starts the real Collector on free loopback ports with a scenario's own configuration and, added
 * to it, exporters that keep what arrives as JSON lines. Resolves when it is healthy.
 *
 * @throws {Error} It is not built, ended at once, or was not healthy in time; the message has its
 * output
 */
export async function startCollector(
  options: StartCollectorOptions = {},
): Promise<RunningCollector> {
  const binary = options.binary ??
    findCollectorBinary({ root: repositoryRoot, readEnv: (name) => Deno.env.get(name) });
  if (binary === undefined) {
    throw new Error("Cannot start the Collector: it is not built; run: deno task collector:build");
  }
  // Another program may take a port between our picking it and the Collector's listening on it.
  for (let attempt = 1;; attempt++) {
    try {
      return await startOnce(binary, options);
    } catch (error) {
      if (attempt === 3 || !String(error).includes("address already in use")) throw error;
    }
  }
}

async function startOnce(
  binary: string,
  options: StartCollectorOptions,
): Promise<RunningCollector> {
  const [grpcPort, httpPort, healthPort] = pickFreePorts(3) as [number, number, number];
  const folder = await Deno.makeTempDir({ prefix: "otelcol-" });
  const configs = [
    ...options.config ?? [join(repositoryRoot, "collector/debug/otel-collector-config.yaml")],
    join(repositoryRoot, "tools/collector/json_lines_overlay.yaml"),
  ];
  const child = new Deno.Command(binary, {
    args: configs.flatMap((path) => ["--config", path]),
    env: {
      OTLP_HOST: "127.0.0.1",
      OTLP_GRPC_PORT: `${grpcPort}`,
      OTLP_HTTP_PORT: `${httpPort}`,
      HEALTH_CHECK_PORT: `${healthPort}`,
      JSON_LINES_FOLDER: folder,
      ...options.env,
    },
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
      const deadline = setTimeout(() => endChild(child, "SIGKILL"), 5_000);
      const code = await ended;
      clearTimeout(deadline);
      return code;
    })();
  let removing: Promise<void> | undefined;
  const dispose = () => removing ??= stop().then(() => Deno.remove(folder, { recursive: true }));

  const linesOf = (signal: OtlpSignal) => eachJsonLine(join(folder, `${signal}.jsonl`));
  const readJsonLines: RunningCollector["readJsonLines"] = (signal) =>
    (signal === undefined ? SIGNALS : [signal]).flatMap((name) => [...linesOf(name)]);

  const timeoutMs = options.timeoutMs ?? 20_000;
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
    await dispose();
    throw new Error(`Cannot start the Collector: ${(error as Error).message}\n${text}`);
  } finally {
    clearTimeout(timer);
  }

  return {
    grpcPort,
    httpPort,
    healthPort,
    output: () => text,
    readJsonLines,
    eachJsonLine: linesOf,
    waitForJsonLines: async (signal, find, { timeoutMs = 10_000 } = {}) => {
      const deadline = performance.now() + timeoutMs;
      for (;;) {
        const lines = readJsonLines(signal);
        const found = find(lines);
        if (found !== undefined && found !== false) return found;
        if (performance.now() > deadline) {
          throw new Error(
            `Cannot find what was waited for: in ${timeoutMs} ms there came ` +
              `${JSON.stringify(lines, null, 2)}\n${text}`,
          );
        }
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    },
    stop,
    [Symbol.asyncDispose]: dispose,
  };
}

function endChild(child: Deno.ChildProcess, signal: Deno.Signal): void {
  try {
    child.kill(signal);
  } catch {
    // It has ended already.
  }
}
