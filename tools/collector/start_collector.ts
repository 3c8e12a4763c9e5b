import { join } from "node:path";
import { eachJsonLine } from "./each_json_line.ts";
import { findCollectorBinary } from "./find_collector_binary.ts";
import { pickFreePorts } from "./pick_free_ports.ts";
import { repositoryRoot } from "./repository_root.ts";
import { startCollectorProcess } from "./start_collector_process.ts";

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
  const { output, stop } = await startCollectorProcess({
    binary,
    configs,
    healthPort,
    env: {
      OTLP_HOST: "127.0.0.1",
      OTLP_GRPC_PORT: `${grpcPort}`,
      OTLP_HTTP_PORT: `${httpPort}`,
      HEALTH_CHECK_PORT: `${healthPort}`,
      JSON_LINES_FOLDER: folder,
      ...options.env,
    },
    ...options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs },
  }).catch(async (error) => {
    await Deno.remove(folder, { recursive: true });
    throw error;
  });
  let removing: Promise<void> | undefined;
  const dispose = () => removing ??= stop().then(() => Deno.remove(folder, { recursive: true }));

  const linesOf = (signal: OtlpSignal) => eachJsonLine(join(folder, `${signal}.jsonl`));
  const readJsonLines: RunningCollector["readJsonLines"] = (signal) =>
    (signal === undefined ? SIGNALS : [signal]).flatMap((name) => [...linesOf(name)]);

  return {
    grpcPort,
    httpPort,
    healthPort,
    output,
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
              `${JSON.stringify(lines, null, 2)}\n${output()}`,
          );
        }
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    },
    stop,
    [Symbol.asyncDispose]: dispose,
  };
}
