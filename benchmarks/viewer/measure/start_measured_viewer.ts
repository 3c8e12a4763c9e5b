import { setTimeout } from "node:timers/promises";
import type { StoreStats } from "../../../apps/viewer/contract/mod.ts";
import { pickFreePorts } from "../../../tools/collector/pick_free_ports.ts";
import { VIEWER_FLAGS } from "../../../tools/dev/start_viewer_process.ts";
import { readProcessFigures } from "../../harness/read_process_figures.ts";

/** A viewer in a process of its own, watched from outside. Disposing of it ends it. */
export interface MeasuredViewer extends AsyncDisposable {
  readonly url: string;
  readonly otlpHttp: string;
  readonly otlpGrpc: string;
  /** From the start of the process to the first request that was stored, in milliseconds. */
  readonly readyMillis: number;
  /** Processors' time so far, in milliseconds. */
  cpuMillis(): number;
  /** Most memory so far, in MB. */
  peakMegabytes(): number;
  stats(): Promise<StoreStats>;
}

/** Options of {@linkcode startMeasuredViewer}. */
export interface MeasuredViewerOptions {
  /** The database's file. */
  readonly db: string;
  readonly env?: Readonly<Record<string, string>>;
}

const MAIN = new URL("../../../apps/viewer/main.ts", import.meta.url).href;
const EMPTY_REQUEST = { "resourceSpans": [] };
const BYTES_A_MEBIBYTE = 1024 ** 2;

/**
 * Starts a viewer as `deno task viewer` does, and asks it at once and again until it takes OTLP.
 *
 * @throws {Error} If it ends, or this is not Linux, which tells what processes use.
 */
export async function startMeasuredViewer(
  { db, env = {} }: MeasuredViewerOptions,
): Promise<MeasuredViewer> {
  const [port = 0, http = 0, grpc = 0] = pickFreePorts(3);
  const ports = ["--port", port, "--otlp-http-port", http, "--otlp-grpc-port", grpc].map(String);
  const url = `http://127.0.0.1:${port}`;
  const otlpHttp = `http://127.0.0.1:${http}`;
  const start = performance.now();
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", ...VIEWER_FLAGS, MAIN, "--db", db, ...ports],
    env: { ...env },
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  let hasEnded = false;
  const ended = child.status.then(() => hasEnded = true);
  while (!await takesOtlp(otlpHttp)) {
    if (hasEnded) throw new Error("Cannot measure: the viewer did not start");
    await setTimeout(2);
  }
  const readyMillis = performance.now() - start;
  const figures = () => {
    const figures = readProcessFigures(child.pid);
    if (figures === undefined) throw new Error("Cannot measure: only Linux tells what it takes");
    return figures;
  };
  return {
    url,
    otlpHttp,
    otlpGrpc: `127.0.0.1:${grpc}`,
    readyMillis,
    cpuMillis: () => figures().cpuMillis,
    peakMegabytes: () => figures().peakMegabytes * BYTES_A_MEBIBYTE / 1e6,
    stats: async () => await (await fetch(`${url}/api/stats`)).json(),
    async [Symbol.asyncDispose]() {
      if (!hasEnded) child.kill("SIGTERM");
      await ended;
    },
  };
}

async function takesOtlp(endpoint: string): Promise<boolean> {
  try {
    const response = await fetch(`${endpoint}/v1/traces`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(EMPTY_REQUEST),
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
