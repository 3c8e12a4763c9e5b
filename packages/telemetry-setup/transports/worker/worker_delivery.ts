import { Worker } from "node:worker_threads";
import type { Delivery, Loss, OnRetry } from "../delivery.ts";
import { describeDestination } from "../describe_destination.ts";
import { createInlineDelivery } from "../inline_delivery.ts";
import { sumLosses } from "../sum_losses.ts";
import type { SendOptions, Transport, Verdict } from "../transport.ts";
import type { OtlpTransportConfig } from "../transport_config.ts";
import {
  type DeliveryAnswer,
  type DeliveryMessage,
  OUTCOME_ACCEPTED,
  OUTCOME_SLOTS,
  OUTCOMES,
  SETTLED,
} from "./delivery_message.ts";

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

interface Pending {
  readonly loss: Loss;
  readonly resolve: (verdict: Verdict) => void;
}

const CLOSED: Verdict = { outcome: "refused", reason: "the transport is closed" };

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
  const shared = new SharedArrayBuffer(4 * (OUTCOMES + OUTCOME_SLOTS));
  const state = new Int32Array(shared);
  if (entry.protocol !== "file:") throw new TypeError(`${entry.protocol} URLs are not supported`);
  let worker: Worker | undefined;
  /** For the worker, once it is there. */
  let waiting: DeliveryMessage[] = [];

  const pending = new Map<number, Pending>();
  /** By the number of the transport. */
  const destinations: string[] = [];
  let requests = 0;
  /** Requests that were waited for at the end already; it is not done twice. */
  let waitedFor = 0;
  let holds = 0;
  let ended = false;
  let closed = false;
  let fallback: Delivery | undefined;

  const starting = setTimeout(startWorker, START_DELAY_MS);
  Deno.unrefTimer(starting);

  function startWorker(): void {
    clearTimeout(starting);
    if (worker !== undefined || closed || fallback !== undefined) return;
    try {
      // Without an environment: whatever a library reads of it there, Deno asks nobody for permission.
      worker = new Worker(entry, { workerData: shared, env: {} });
    } catch (error) {
      fail(describe(error));
      return;
    }
    if (holds === 0) worker.unref();
    worker.on("message", receive);
    worker.on("error", (error) => fail(describe(error)));
    worker.on("exit", () => fail("it ended"));
    for (const message of waiting) worker.postMessage(message);
    waiting = [];
  }

  function receive(answer: DeliveryAnswer): void {
    if (answer.kind === "retrying") {
      onRetry(destinations[answer.transport] ?? "the receiver", answer.reason);
      return;
    }
    const { resolve } = pending.get(answer.request) ?? {};
    pending.delete(answer.request);
    resolve?.(answer.verdict);
  }

  function fail(reason: string): void {
    if (closed || fallback !== undefined) return;
    fallback = createInlineDelivery({ onRetry });
    if (ended) fallback.end();
    // What follows the first line is a stack.
    onFailure(reason.split("\n", 1)[0] ?? reason);
    resolveAll({ outcome: "retry", reason: "the delivery worker ended" });
  }

  function resolveAll(verdict: Verdict): void {
    for (const { resolve } of pending.values()) resolve(verdict);
    pending.clear();
  }

  function post(message: DeliveryMessage): void {
    if (worker === undefined) waiting.push(message);
    else worker.postMessage(message);
  }

  function open(config: OtlpTransportConfig, deadlineMillis: number): Transport {
    const destination = describeDestination(config.endpoint);
    const transport = destinations.push(destination) - 1;
    let inline: Transport | undefined;
    let transportClosed = false;
    post({ kind: "open", transport, config, deadlineMillis });
    return {
      destination,
      send(payload, options) {
        if (closed || transportClosed) return Promise.resolve(CLOSED);
        if (fallback !== undefined) {
          return (inline ??= fallback.open(config, deadlineMillis)).send(payload, options);
        }
        return new Promise((resolve) => {
          const request = requests++;
          pending.set(request, { loss: toLoss(destination, options), resolve });
          Atomics.store(state, OUTCOMES + request % OUTCOME_SLOTS, 0);
          post({ kind: "send", request, transport, payload, options });
          startWorker();
        });
      },
      close() {
        transportClosed = true;
        inline?.close();
        post({ kind: "close", transport });
      },
    };
  }

  function settle(timeoutMillis: number): readonly Loss[] {
    if (closed) return [];
    if (fallback !== undefined) return fallback.settle(timeoutMillis);
    const first = waitedFor;
    waitedFor = requests;
    if (![...pending.keys()].some((request) => request >= first)) return [];
    post({ kind: "ending", ending: true });
    const end = performance.now() + timeoutMillis;
    for (;;) {
      const settled = Atomics.load(state, SETTLED);
      const left = end - performance.now();
      if (settled >= requests || left <= 0) break;
      Atomics.wait(state, SETTLED, settled, left);
    }
    // The process may live on: an application can prevent the end that an error event announces.
    if (!ended) post({ kind: "ending", ending: false });
    const lost = [...pending].filter(([request]) =>
      request >= first && state[OUTCOMES + request % OUTCOME_SLOTS] !== OUTCOME_ACCEPTED
    );
    return sumLosses(lost.map(([, { loss }]) => loss));
  }

  function hold(): () => void {
    if (holds++ === 0) worker?.ref();
    return () => {
      if (--holds === 0) worker?.unref();
    };
  }

  return {
    get canSettle() {
      return fallback === undefined;
    },
    open,
    hold,
    end() {
      ended = true;
      post({ kind: "ending", ending: true });
      fallback?.end();
    },
    settle,
    close() {
      closed = true;
      clearTimeout(starting);
      fallback?.close();
      worker?.terminate();
      resolveAll(CLOSED);
    },
  };
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function toLoss(destination: string, { signal, itemCount }: SendOptions): Loss {
  return { destination, signal, itemCount };
}
