import { workerData } from "node:worker_threads";
import { createDeliveryCore } from "../queue/delivery_core.ts";
import { openSpool } from "../spool/open_spool.ts";
import {
  ANSWERS,
  type DeliveryAnswer,
  type DeliveryMessage,
  type DeliveryWorkerData,
} from "./delivery_message.ts";
import { createQueuedBytes } from "./queued_bytes.ts";

// The entry of the delivery worker: compression, network, retries and the disk are done here, off
// the application's thread.

const { port, memory, queued, spool }: DeliveryWorkerData = workerData;
const core = createDeliveryCore({
  queued: createQueuedBytes(queued),
  openSpool: spool === undefined ? undefined : (listener) => openSpool(spool, { listener }),
});

/** Ends the serving of other threads, by their numbers. */
const others = new Map<number, () => void>();
/** Until when the last messages of a thread that has ended are here, in milliseconds. */
const LAST_WORDS_MS = 1000;

/** Answers by a port, and says in shared memory that it has. */
function createAnswer(port: MessagePort, memory: SharedArrayBuffer) {
  const state = new Int32Array(memory);
  return (answer: DeliveryAnswer): void => {
    port.postMessage(answer);
    Atomics.add(state, ANSWERS, 1);
    Atomics.notify(state, ANSWERS);
  };
}

/** Serves the thread that started this one. */
function serveMain(port: MessagePort, memory: SharedArrayBuffer): void {
  const server = core.serve({ answer: createAnswer(port, memory), isMain: true });
  listen(port, (message) => {
    if (message.kind === "connect") others.set(message.client, serveOther(message.port));
    else if (message.kind === "left") {
      setTimeout(others.get(message.client) ?? (() => {}), LAST_WORDS_MS);
      others.delete(message.client);
    } else if (message.kind !== "client") server.receive(message);
  });
}

/**
 * Serves another thread.
 *
 * @returns Called when it has ended: what it has handed over is still sent.
 */
function serveOther(port: MessagePort): () => void {
  let server: ReturnType<typeof core.serve> | undefined;
  listen(port, (message) => {
    if (message.kind === "client") {
      server = core.serve({ answer: createAnswer(port, message.memory), isMain: false });
    } else if (message.kind !== "connect" && message.kind !== "left") server?.receive(message);
  });
  return () => {
    port.close();
    server?.leave();
  };
}

/** Not by `port.on`: Deno's looks at every byte of every message. */
function listen(port: MessagePort, receive: (message: DeliveryMessage) => void): void {
  port.addEventListener("message", ({ data }: MessageEvent<DeliveryMessage>) => receive(data));
  port.start();
}

serveMain(port, memory);
