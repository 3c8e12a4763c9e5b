import { parentPort, workerData } from "node:worker_threads";
import { createTransport } from "../create_transport.ts";
import { createWaits } from "../waits.ts";
import { createRetryingTransport } from "../retrying_transport.ts";
import type { Transport } from "../transport.ts";
import {
  type DeliveryAnswer,
  type DeliveryMessage,
  OUTCOME_ACCEPTED,
  OUTCOME_LOST,
  OUTCOME_SLOTS,
  OUTCOMES,
  SETTLED,
} from "./delivery_message.ts";

// The entry of the delivery worker: compression, network and retries happen here, off the
// application's thread.

/** Where the answers for a thread go. */
interface Client {
  answer(message: DeliveryAnswer): void;
}

/** Serves one thread of the application, and tells what its messages do. */
function createServer({ answer }: Client, memory: SharedArrayBuffer) {
  const state = new Int32Array(memory);
  const transports = new Map<number, Transport>();
  const waits = createWaits();

  async function send(message: DeliveryMessage & { kind: "send" }): Promise<void> {
    const { request, transport, payload, options } = message;
    const verdict = await transports.get(transport)?.send(payload, options) ??
      { outcome: "refused" as const, reason: "the transport was never opened" };
    const outcome = verdict.outcome === "accepted" ? OUTCOME_ACCEPTED : OUTCOME_LOST;
    Atomics.store(state, OUTCOMES + request % OUTCOME_SLOTS, outcome);
    Atomics.add(state, SETTLED, 1);
    Atomics.notify(state, SETTLED);
    answer({ kind: "settled", request, verdict });
  }

  return (message: DeliveryMessage): void => {
    switch (message.kind) {
      case "send":
        send(message);
        return;
      case "open": {
        const { config, deadlineMillis, transport } = message;
        transports.set(
          transport,
          createRetryingTransport(createTransport(config), {
            deadlineMillis,
            isEnding: () => waits.ended,
            onRetry: (reason) => answer({ kind: "retrying", transport, reason }),
            sleep: (milliseconds) => waits.wait(milliseconds),
          }),
        );
        return;
      }
      case "close":
        transports.get(message.transport)?.close();
        return;
      case "connect":
        connect(message.port);
        return;
      case "ending":
        if (message.ending) waits.end();
        else waits.resume();
    }
  };
}

/** A thread that has ended has handed over for the last time; what it has is sent. */
function connect(port: MessagePort): void {
  let serve: ((message: DeliveryMessage) => void) | undefined;
  port.onmessage = ({ data }: MessageEvent<DeliveryMessage>) => {
    if (data.kind === "client") {
      serve = createServer({ answer: (message) => port.postMessage(message) }, data.memory);
    } else serve?.(data);
  };
}

parentPort?.on(
  "message",
  createServer({ answer: (message) => parentPort?.postMessage(message) }, workerData),
);
