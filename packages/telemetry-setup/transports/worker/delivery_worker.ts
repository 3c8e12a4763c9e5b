import { parentPort, workerData } from "node:worker_threads";
import { createTransport } from "../create_transport.ts";
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
let ending = false;
let wakeAll = () => {};
let woken = new Promise<void>((resolve) => wakeAll = resolve);

async function sleep(milliseconds: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const waited = new Promise<void>((resolve) => timer = setTimeout(resolve, milliseconds));
  await Promise.race([waited, woken]);
  clearTimeout(timer);
}

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
        isEnding: () => ending,
        onRetry: (reason) => answer({ kind: "retrying", transport, reason }),
        sleep,
      }),
    );
  } else if (message.kind === "close") {
    transports.get(message.transport)?.close();
  } else {
    ending = message.ending;
    if (ending) wakeAll();
    else woken = new Promise((resolve) => wakeAll = resolve);
  }
});
