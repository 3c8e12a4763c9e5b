import type { Saturator } from "../../harness/find_saturator.ts";
import { readProcessFigures } from "../../harness/read_process_figures.ts";
import { startProcess } from "../../harness/start_process.ts";
import { PATH } from "../path.ts";
import { warmUp } from "../warm_up.ts";

/** What a server managed. */
export interface Served {
  readonly requestsPerSecond: number;
  /** For each request, in microseconds; not a number where the system does not tell it. */
  readonly cpuMicros: number;
}

/** What {@linkcode measureServe} runs. */
export interface ServeOptions {
  /** Folder of the repository. */
  readonly root: string;
  readonly saturator: Saturator;
  readonly seconds: number;
  /** Of `deno serve --parallel`. */
  readonly threads: number;
  /** Whether `instrument` is in front of it. */
  readonly ours: boolean;
}

const INSTRUMENT = "packages/telemetry-setup/cli/instrument.ts";
const START_MILLIS = 20_000;

/**
 * Runs the dice by `deno serve --parallel`, as fast as they can.
 *
 * @throws {Error} If the server does not start.
 */
export async function measureServe(
  { root, saturator, seconds, threads, ours }: ServeOptions,
): Promise<Served> {
  await using receiver = await startProcess({
    args: ["benchmarks/requests/receiver/receiver.ts", "0"],
    cwd: root,
  });
  const { port: receiverPort } = receiver.greeting as { readonly port: number };
  const port = freePort();
  const serve = ["serve", "-A", "--parallel", "--host=127.0.0.1", `--port=${port}`];
  const command = [...serve, "benchmarks/requests/app/deno_serve.ts"];
  const child = new Deno.Command(Deno.execPath(), {
    args: ours ? ["run", "-A", INSTRUMENT, "deno", ...command] : command,
    cwd: root,
    env: {
      NO_COLOR: "1",
      DENO_JOBS: String(threads),
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${receiverPort}`,
      OTEL_SERVICE_NAME: "dice",
      OTEL_LOG_LEVEL: "error",
      OTEL_DENO_SPOOL_DIR: "none",
    },
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  try {
    await waitUntilListening(port);
    await warmUp({ port, saturator });
    const before = readProcessFigures(child.pid)?.cpuMillis ?? NaN;
    const requestsPerSecond = await saturator.run({ port, path: PATH, seconds });
    const after = readProcessFigures(child.pid)?.cpuMillis ?? NaN;
    const cpuMicros = (after - before) * 1000 / (requestsPerSecond * seconds);
    return { requestsPerSecond, cpuMicros };
  } finally {
    child.kill("SIGTERM");
    await child.status;
  }
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

async function waitUntilListening(port: number): Promise<void> {
  const end = performance.now() + START_MILLIS;
  while (performance.now() < end) {
    try {
      (await Deno.connect({ hostname: "127.0.0.1", port })).close();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  throw new Error("Cannot measure: deno serve does not listen");
}
