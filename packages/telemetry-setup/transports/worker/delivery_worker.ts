import { workerData } from "node:worker_threads";
import { createDeliveryCore } from "../queue/delivery_core.ts";
import { openSpool } from "../spool/open_spool.ts";
import {
  ANSWERS,
  type DeliveryAnswer,
  type DeliveryMessage,
  type DeliveryWorkerData,
} from "./delivery_message.ts";

// The entry of the delivery worker: compression, network, retries and the disk are done here, off
// the application's thread.

const { port, memory, spool }: DeliveryWorkerData = workerData;
const core = createDeliveryCore({
  openSpool: spool === undefined ? undefined : (listener) => openSpool(spool, { listener }),
});

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
    if (message.kind === "connect") serveOther(message.port);
    else if (message.kind !== "client") server.receive(message);
  });
}

/** Serves another thread. One that has ended has handed over for the last time; that is sent. */
function serveOther(port: MessagePort): void {
  let server: ReturnType<typeof core.serve> | undefined;
  listen(port, (message) => {
    if (message.kind === "client") {
      server = core.serve({ answer: createAnswer(port, message.memory), isMain: false });
    } else if (message.kind !== "connect") server?.receive(message);
  });
  port.addEventListener("close", () => server?.leave());
}

/** Not by `port.on`: Deno's looks at every byte of every message. */
function listen(port: MessagePort, receive: (message: DeliveryMessage) => void): void {
  port.addEventListener("message", ({ data }: MessageEvent<DeliveryMessage>) => receive(data));
  port.start();
}

serveMain(port, memory);
