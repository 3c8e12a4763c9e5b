import { readProcessFigures } from "../harness/read_process_figures.ts";
import { startProcess } from "../harness/start_process.ts";
import type { AppFigures } from "./app/serve_dice.ts";
import type { Items } from "./receiver/count_items.ts";
import { countLost } from "./receiver/count_lost.ts";
import type { Received } from "./receiver/receiver.ts";
import type { Variant } from "./variants.ts";

/** The dice with one kind of telemetry, and its receiver, both running. */
export interface Session extends AsyncDisposable {
  /** Of the application's process. */
  readonly pid: number;
  /** Where the dice are served. */
  readonly port: number;
  /** From the start of the process until it listened. */
  readonly startMillis: number;
  /** Puts a load on it, and waits until what comes of that is sent. */
  cost<T>(load: () => Promise<T>): Promise<Cost<T>>;
  /** Lets the dice end, and tells what came of them. */
  finish(): Promise<Outcome>;
}

/** What a load cost. */
export interface Cost<T> {
  readonly result: T;
  /** Time of the processors for each request, all processes of the application, in microseconds. */
  readonly cpuMicros: number;
}

/** What came of a session. */
export interface Outcome {
  /** As the application counted them. */
  readonly requests: number;
  readonly items: Items;
  readonly bytes: number;
  /** Of what it did for its requests: spans, log records, counts and durations. */
  readonly lost: number;
  /** Most memory that it has had, and what it had at the end, without requests. */
  readonly memory: { readonly peakMegabytes: number; readonly megabytes: number } | undefined;
}

/** What {@linkcode openSession} needs. */
export interface SessionOptions {
  /** Folder of the repository. */
  readonly root: string;
  /** The file that starts ours. */
  readonly preload: string;
  /** More arguments for `deno run`. @default {[]} */
  readonly args?: readonly string[];
}

/**
 * Starts the dice with one kind of telemetry, and a receiver for that.
 *
 * @throws {Error} If one of the processes fails.
 */
export async function openSession(
  { app: program, ours = false, env = {}, delayMillis = 0 }: Variant,
  { root, preload, args = [] }: SessionOptions,
): Promise<Session> {
  await using started = new AsyncDisposableStack();
  const receiver = started.use(
    await startProcess({
      args: ["benchmarks/requests/receiver/receiver.ts", String(delayMillis)],
      cwd: root,
    }),
  );
  const { port: receiverPort } = receiver.greeting as { readonly port: number };
  const app = started.use(
    await startProcess({
      args: [
        ...args,
        ...ours ? [`--preload=${preload}`] : [],
        `benchmarks/requests/app/${program}`,
      ],
      cwd: root,
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${receiverPort}`,
        OTEL_SERVICE_NAME: "dice",
        // Ours would say what it has started.
        ...ours ? { OTEL_LOG_LEVEL: "error", OTEL_DENO_SPOOL_DIR: "none" } : {},
        ...env,
      },
    }),
  );
  const { port } = app.greeting as { readonly port: number };
  const owned = started.move();

  async function figures(): Promise<AppFigures> {
    const told = await app.ask("figures") as AppFigures;
    // Of itself a process tells finer figures than the system does of it, and nothing of children.
    const children = readProcessFigures(app.pid)?.childrenCpuMillis ?? 0;
    return { ...told, cpuMicros: told.cpuMicros + children * 1000 };
  }
  /** Everything that is still under way is sent when the receiver gets nothing more. */
  async function allIsSent(): Promise<void> {
    let before = await receiver.ask("bytes");
    for (let wait = 0; wait < MOST_WAITS; wait++) {
      await new Promise((resolve) => setTimeout(resolve, QUIET_MILLIS + delayMillis));
      const now = await receiver.ask("bytes");
      if (now === before) return;
      before = now;
    }
  }
  return {
    pid: app.pid,
    port,
    startMillis: app.startMillis,
    async cost(load) {
      const before = await figures();
      const result = await load();
      await allIsSent();
      const after = await figures();
      const cpuMicros = (after.cpuMicros - before.cpuMicros) / (after.requests - before.requests);
      return { result, cpuMicros };
    },
    async finish() {
      const work = await figures();
      const memory = readProcessFigures(app.pid);
      await app.end();
      const { items, bytes } = await receiver.ask("items") as Received;
      return {
        requests: work.requests,
        items,
        bytes,
        lost: countLost(items, work),
        memory: memory && { peakMegabytes: memory.peakMegabytes, megabytes: memory.megabytes },
      };
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** Milliseconds without anything received, after which nothing more is expected. */
const QUIET_MILLIS = 500;
const MOST_WAITS = 20;
