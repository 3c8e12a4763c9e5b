import type { Load } from "../harness/load_generator.ts";
import { runGenerator } from "../harness/run_generator.ts";
import { readProcessFigures } from "../harness/read_process_figures.ts";
import type { Behaviour, Variant } from "./variants.ts";

/** What was seen of one variant in one round. */
export interface Measured {
  readonly load: Load;
  /** Of the application with all of its threads, for each request, in microseconds. */
  readonly cpuMicrosPerRequest: number | undefined;
  readonly peakMegabytes: number | undefined;
}

/** What {@linkcode measureVariant} needs. */
export interface MeasureOptions {
  /** Folder of the repository. */
  readonly root: string;
  /** Folder of the bundles. */
  readonly entries: string;
  /** Requests a second. */
  readonly rate: number;
  readonly seconds: number;
}

const DELAY_MS = { fast: 0, slow: 5000 } as const;
/** Seconds of load before what is measured: what runs for the first time is compiled. */
const WARM_UP_SECONDS = 2;

/**
 * Runs the dice server with one receiver, under load of a generator in another process.
 *
 * @throws {Error} If one of the processes fails.
 */
export async function measureVariant(
  { receiver, telemetry }: Variant,
  { root, entries, rate, seconds }: MeasureOptions,
): Promise<Measured> {
  await using started = new AsyncDisposableStack();
  const port = await startReceiver(receiver, started);
  const app = started.use(start({
    args: [
      "-A",
      ...telemetry ? [`--preload=${entries}/register.js`] : [],
      `${root}/apps/dice-server/main.ts`,
      "-p",
      "0",
    ],
    env: receiver === undefined
      ? { OTEL_TRACES_EXPORTER: "none", OTEL_METRICS_EXPORTER: "none", OTEL_LOGS_EXPORTER: "none" }
      : {
        OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
        OTEL_METRIC_EXPORT_INTERVAL: "1000",
        OTEL_BSP_SCHEDULE_DELAY: "1000",
        OTEL_BLRP_SCHEDULE_DELAY: "1000",
      },
    stdout: "null",
    stderr: "piped",
  }));
  const appPort = await portIn(app.child.stderr, /:(\d+)\/rolldice/);
  const generate = (seconds: number) =>
    runGenerator({ port: appPort, rate, seconds, path: "/rolldice?player=load" });
  await generate(WARM_UP_SECONDS);
  const before = readProcessFigures(app.child.pid);
  const load = await generate(seconds);
  const after = readProcessFigures(app.child.pid);
  return {
    load,
    cpuMicrosPerRequest: before === undefined || after === undefined
      ? undefined
      : (after.cpuMillis - before.cpuMillis) * 1000 / load.requests,
    peakMegabytes: after?.peakMegabytes,
  };
}

async function startReceiver(
  behaviour: Behaviour | undefined,
  started: AsyncDisposableStack,
): Promise<number> {
  if (behaviour === undefined) return 0;
  if (behaviour === "dead") {
    const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
    listener.close();
    return listener.addr.port;
  }
  const script = new URL("./receiver.ts", import.meta.url).pathname;
  const { child } = started.use(start({
    args: ["-A", script, String(DELAY_MS[behaviour])],
    stdout: "piped",
    stderr: "inherit",
  }));
  return await portIn(child.stdout, /^(\d+)\n/);
}

function start(
  { args, ...options }: Deno.CommandOptions & { readonly args: string[] },
): { readonly child: Deno.ChildProcess } & AsyncDisposable {
  const child = new Deno.Command(Deno.execPath(), {
    ...options,
    args: ["run", "--quiet", "--no-prompt", ...args],
    env: { NO_COLOR: "1", ...options.env },
    stdin: "null",
  }).spawn();
  return {
    child,
    async [Symbol.asyncDispose]() {
      // How it ends is not measured.
      child.kill("SIGKILL");
      await child.status;
    },
  };
}

/** Reads on to the end, too: a server whose log nobody reads stops. */
async function portIn(stream: ReadableStream<Uint8Array>, pattern: RegExp): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const read = async () => {
    let text: string | undefined = "";
    for await (const part of stream.pipeThrough(new TextDecoderStream())) {
      if (text === undefined) continue;
      text += part;
      const found = pattern.exec(text)?.[1];
      if (found === undefined) continue;
      resolve(Number(found));
      text = undefined;
    }
    reject(new Error(`Cannot start: no port in ${JSON.stringify(text)}`));
  };
  read().catch(reject);
  return await promise;
}
