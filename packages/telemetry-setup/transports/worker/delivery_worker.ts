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

const state = new Int32Array(workerData as SharedArrayBuffer);
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

function answer(message: DeliveryAnswer): void {
  parentPort?.postMessage(message);
}

parentPort?.on("message", (message: DeliveryMessage) => {
  if (message.kind === "send") {
    send(message);
  } else if (message.kind === "open") {
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
  } else if (message.kind === "close") {
    transports.get(message.transport)?.close();
  } else if (message.ending) {
    waits.end();
  } else {
    waits.resume();
  }
});
