import { pickFreePorts } from "../../tools/collector/pick_free_ports.ts";
import { waitUntilHealthy } from "../../tools/collector/wait_until_healthy.ts";
import { type ProcessFigures, readProcessFigures } from "../harness/read_process_figures.ts";

/** What {@linkcode startMeasuredCollector} starts. */
export interface MeasuredCollectorOptions {
  readonly binary: string;
  /** What stands behind each `--config`, merged in order. */
  readonly configs: readonly string[];
  /** Variables of the configurations besides the ports. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A Collector in a process of its own, watched from outside. Disposing of it ends it. */
export interface MeasuredCollector extends AsyncDisposable {
  readonly grpcPort: number;
  readonly httpPort: number;
  /** What it has used so far. */
  figures(): ProcessFigures;
  /** All that it has printed so far. */
  output(): string;
}

const START_MILLIS = 20_000;

/**
 * Starts a Collector on free loopback ports; resolves when it is healthy.
 *
 * @throws {Error} If it is not in time; the message has its output.
 */
export async function startMeasuredCollector(
  { binary, configs, env }: MeasuredCollectorOptions,
): Promise<MeasuredCollector> {
  const [grpcPort = 0, httpPort = 0, healthPort = 0, metricsPort = 0] = pickFreePorts(4);
  const child = new Deno.Command(binary, {
    args: configs.flatMap((config) => ["--config", config]),
    env: {
      OTLP_HOST: "127.0.0.1",
      OTLP_GRPC_PORT: `${grpcPort}`,
      OTLP_HTTP_PORT: `${httpPort}`,
      HEALTH_CHECK_PORT: `${healthPort}`,
      COLLECTOR_METRICS_PORT: `${metricsPort}`,
      ...env,
    },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  let text = "";
  let hasEnded = false;
  const printed = (async () => {
    for await (const part of child.stderr.pipeThrough(new TextDecoderStream())) text += part;
  })();
  const ended = Promise.all([child.status, printed]).then(() => {
    hasEnded = true;
  });
  const end = async () => {
    if (!hasEnded) child.kill("SIGTERM");
    await ended;
  };
  try {
    const timeout = AbortSignal.timeout(START_MILLIS);
    const waiting = new AbortController();
    ended.then(() => waiting.abort());
    await waitUntilHealthy(`http://127.0.0.1:${healthPort}`, {
      signal: AbortSignal.any([timeout, waiting.signal]),
      intervalMs: 25,
    });
  } catch {
    await end();
    throw new Error(`Cannot measure: a Collector did not start: ${text}`);
  }
  return {
    grpcPort,
    httpPort,
    figures() {
      const figures = readProcessFigures(child.pid);
      if (figures === undefined) throw new Error("Cannot measure: only Linux tells what it takes");
      return figures;
    },
    output: () => text,
    [Symbol.asyncDispose]: end,
  };
}
