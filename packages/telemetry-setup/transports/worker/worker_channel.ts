import process from "node:process";
import type { SpoolSettings } from "../spool/open_spool.ts";
import type { DeliveryChannel, DeliveryListener } from "./delivery_channel.ts";
import { createDeliveryState, type DeliveryWorkerData, ENDED } from "./delivery_message.ts";
import { createLatePort } from "./late_port.ts";
import { createPortReader, type PortReader } from "./port_reader.ts";
import { createQueuedBytes } from "./queued_bytes.ts";
import { workerProgram } from "./worker_program.ts";

/**
 * As it was before telemetry started: the delivery worker is not to be observed. Not imported: once
 * that module is evaluated, Deno 2.9 never changes what `import` gets of it, and the application's
 * workers are to be instrumented.
 */
const { Worker } = process.getBuiltinModule("node:worker_threads");

/** The program of the delivery worker. */
export const DELIVERY_WORKER = new URL("./delivery_worker.ts", import.meta.url);

/** Options of {@linkcode openWorkerChannel}. */
export interface WorkerChannelOptions {
  /** The worker's program. @default the delivery worker */
  readonly entry?: URL;
  /** Where payloads are kept on disk. @default in memory only */
  readonly spool?: SpoolSettings | undefined;
  readonly listener: DeliveryListener;
}

/**
 * When the worker is started at the latest, in milliseconds. To start it blocks the application's
 * thread for about 30 ms; by then most applications are up and wait for their first request.
 */
const START_DELAY_MS = 250;

/**
 * Delivery on a thread of its own. The worker does not keep the process alive; at the end of the
 * process the application's thread is blocked while the worker finishes.
 *
 * The worker is started with the first payload, or a little after the application: not while the
 * application is being loaded, and not at all for a program that ends before there is anything to
 * send. That works up to the end of the process.
 *
 * @throws {TypeError} If the worker's program is not a file.
 */
export function openWorkerChannel(
  { entry = DELIVERY_WORKER, spool, listener }: WorkerChannelOptions,
): DeliveryChannel {
  if (entry.protocol !== "file:") throw new TypeError(`${entry.protocol} URLs are not supported`);
  const state = createDeliveryState();
  const queued = createQueuedBytes();
  const port = createLatePort();
  let worker: InstanceType<typeof Worker> | undefined;
  let reader: PortReader | undefined;
  let closed = false;
  /** Why it could not be started. */
  let failure: string | undefined;

  const starting = setTimeout(start, START_DELAY_MS);
  starting.unref();

  function start(): void {
    clearTimeout(starting);
    if (worker !== undefined || failure !== undefined || closed) return;
    const { port1, port2 } = new MessageChannel();
    try {
      worker = new Worker(workerProgram(entry), {
        eval: true,
        workerData: {
          port: port2,
          memory: state.buffer,
          queued: queued.memory,
          ...(spool === undefined ? {} : { spool }),
        } satisfies DeliveryWorkerData,
        transferList: [port2 as never],
        // Without an environment: whatever a library reads of it there, Deno asks nobody for
        // permission.
        env: {},
      });
    } catch (error) {
      port1.close();
      failure = describe(error);
      queueMicrotask(tellFailure);
      return;
    }
    worker.unref();
    worker.on("error", (error) => fail(describe(error)));
    worker.on("exit", () => fail("it ended"));
    reader = createPortReader(port1, { state, onAnswer: (answer) => listener.onAnswer(answer) });
    port.open(port1);
  }

  /** Later than it was posted what started it, but also while this thread is blocked. */
  function tellFailure(): void {
    const reason = failure;
    if (reason !== undefined) fail(reason);
  }

  function hasEnded(): boolean {
    return Atomics.load(state, ENDED) === 1;
  }

  function poll(): void {
    // Asked before its last answer is read. That may not be to be had: what Deno has received before
    // this thread was blocked it tells only afterwards.
    const isOver = hasEnded();
    reader?.poll();
    tellFailure();
    if (isOver) fail("it ended");
  }

  function fail(reason: string): void {
    if (closed) return;
    // What it has answered before it died still counts.
    reader?.poll();
    listener.onFailure(reason);
  }

  return {
    canSettle: true,
    isShared: true,
    endsProcess: true,
    get isStarted() {
      return worker !== undefined || failure !== undefined;
    },
    queued,
    post(message, transfer) {
      port.post(message, transfer);
      // The other thread may be blocked until what it sends is settled.
      if (message.kind === "put" || message.kind === "connect") start();
    },
    poll,
    waitUntil(isDone, milliseconds) {
      reader?.waitUntil(() => isDone() || hasEnded(), milliseconds);
      poll();
    },
    ref: () => port.ref(),
    unref: () => port.unref(),
    close() {
      closed = true;
      clearTimeout(starting);
      port.close();
      worker?.terminate();
    },
  };
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
