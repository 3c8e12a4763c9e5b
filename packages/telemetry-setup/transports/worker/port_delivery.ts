import type { Delivery, OnRetry } from "../delivery.ts";
import { createChannelDelivery } from "./channel_delivery.ts";
import { createDeliveryState, type DeliveryMessage } from "./delivery_message.ts";

/** Options of {@linkcode createPortDelivery}. */
export interface PortDeliveryOptions {
  /** Called once if the other thread's delivery worker dies; sending then goes on inline. */
  readonly onFailure: (reason: string) => void;
  readonly onRetry: OnRetry;
}

/** Deno's ports have what Node's have. */
type Port = MessagePort & { ref(): void; unref(): void };

/**
 * Delivery for a worker of the application's, by the delivery worker of the thread that started it:
 * a worker of its own would cost 22 MB, and Deno 2.9 starts a worker's worker half a second late.
 * What was handed over arrives also when this thread is terminated.
 *
 * @param coming The port from {@linkcode Delivery.connect} of that thread. What is handed over
 * before it is there waits for it.
 */
export function createPortDelivery(
  coming: Promise<MessagePort>,
  { onFailure, onRetry }: PortDeliveryOptions,
): Delivery {
  const state = createDeliveryState();
  const waiting: { readonly message: DeliveryMessage; readonly transfer: Transferable[] }[] = [];
  let port: Port | undefined;
  let referenced = false;
  let closed = false;
  return createChannelDelivery({
    get isOpen() {
      return port !== undefined;
    },
    post(message, transfer = []) {
      if (port === undefined) waiting.push({ message, transfer });
      else port.postMessage(message, transfer);
    },
    listen({ onAnswer, onFailure }) {
      coming.then((opened) => {
        port = opened as Port;
        if (closed) return port.close();
        port.addEventListener("message", ({ data }) => onAnswer(data));
        port.addEventListener("close", () => onFailure("it ended"));
        port.start();
        if (!referenced) port.unref();
        port.postMessage({ kind: "client", memory: state.buffer } satisfies DeliveryMessage);
        for (const { message, transfer } of waiting.splice(0)) port.postMessage(message, transfer);
      }).catch((error) => onFailure(error instanceof Error ? error.message : String(error)));
    },
    ref() {
      referenced = true;
      port?.ref();
    },
    unref() {
      referenced = false;
      port?.unref();
    },
    close() {
      closed = true;
      port?.close();
    },
  }, { state, onFailure, onRetry });
}
