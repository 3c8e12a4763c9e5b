import process from "node:process";
import type { Delivery, OnRetry } from "../delivery.ts";
import { createChannelDelivery, type DeliveryListener } from "./channel_delivery.ts";
import { createDeliveryState, type DeliveryMessage } from "./delivery_message.ts";

/** The program of the delivery worker. */
export const DELIVERY_WORKER = new URL("./delivery_worker.ts", import.meta.url);

/** Options of {@linkcode createWorkerDelivery}. */
export interface WorkerDeliveryOptions {
  /** Called once if the worker dies; sending then goes on inline. */
  readonly onFailure: (reason: string) => void;
  readonly onRetry: OnRetry;
  /** The worker's program. @default the delivery worker */
  readonly entry?: URL;
}

/**
 * When the worker is started at the latest, in milliseconds. To start it blocks the application's
 * thread for about 30 ms; by then most applications are up and wait for their first request.
 */
const START_DELAY_MS = 250;

/**
 * Delivery on a thread of its own. The worker does not keep the process alive; at the end of the
 * process `settle` blocks the application's thread while the worker finishes.
 *
 * The worker is started with the first payload, or a little after the application: not while the
 * application is being loaded, and not at all for a program that ends before there is anything to
 * send. That works up to the end of the process: `settle` waits for a worker that was just started,
 * too.
 *
 * @throws {TypeError} If the worker's program is not a file.
 */
export function createWorkerDelivery(options: WorkerDeliveryOptions): Delivery {
  const { onFailure, onRetry, entry = DELIVERY_WORKER } = options;
  if (entry.protocol !== "file:") throw new TypeError(`${entry.protocol} URLs are not supported`);
  // Not imported: once that module is evaluated, Deno 2.9 never changes what `import` gets of it,
  // and the application's workers are to be instrumented.
  const { Worker } = process.getBuiltinModule("node:worker_threads");
  const state = createDeliveryState();
  let worker: import("node:worker_threads").Worker | undefined;
  /** For the worker, once it is there. */
  let waiting: { readonly message: DeliveryMessage; readonly transfer: Transferable[] }[] = [];
  let listener: DeliveryListener | undefined;
  let referenced = false;
  let closed = false;

  const starting = setTimeout(startWorker, START_DELAY_MS);
  Deno.unrefTimer(starting);

  function startWorker(): void {
    clearTimeout(starting);
    if (worker !== undefined || closed) return;
    try {
      // Without an environment: whatever a library reads of it there, Deno asks nobody for permission.
      worker = new Worker(entry, { workerData: state.buffer, env: {} });
    } catch (error) {
      listener?.onFailure(describe(error));
      return;
    }
    if (!referenced) worker.unref();
    worker.on("message", (answer) => listener?.onAnswer(answer));
    worker.on("error", (error) => listener?.onFailure(describe(error)));
    worker.on("exit", () => listener?.onFailure("it ended"));
    for (const { message, transfer } of waiting) worker.postMessage(message, transfer as never);
    waiting = [];
  }

  return createChannelDelivery({
    isOpen: true,
    post(message, transfer = []) {
      if (worker === undefined) waiting.push({ message, transfer });
      else worker.postMessage(message, transfer as never);
      // The other thread may be blocked until what it sends is settled.
      if (message.kind === "send" || message.kind === "connect") startWorker();
    },
    listen: (given) => void (listener = given),
    ref() {
      referenced = true;
      worker?.ref();
    },
    unref() {
      referenced = false;
      worker?.unref();
    },
    close() {
      closed = true;
      clearTimeout(starting);
      worker?.terminate();
    },
  }, { state, onFailure, onRetry });
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
