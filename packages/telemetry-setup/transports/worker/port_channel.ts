import type { DeliveryChannel, DeliveryListener } from "./delivery_channel.ts";
import { createDeliveryState, type DeliveryMessage } from "./delivery_message.ts";
import { createPortReader, type PortReader } from "./port_reader.ts";

/** Deno's ports have what Node's have. */
type Port = MessagePort & { ref(): void; unref(): void };

/**
 * Delivery for a worker of the application's, by the delivery worker of the thread that started it:
 * a worker of its own would cost 22 MB, and Deno 2.9 starts a worker's worker half a second late.
 * What was handed over arrives also when this thread is terminated.
 *
 * @param coming The port from `Delivery.connect` of that thread. What is handed over before it is
 * there waits for it.
 */
export function openPortChannel(
  coming: Promise<MessagePort>,
  listener: DeliveryListener,
): DeliveryChannel {
  const state = createDeliveryState();
  const waiting: { readonly message: DeliveryMessage; readonly transfer: Transferable[] }[] = [];
  let port: Port | undefined;
  let reader: PortReader | undefined;
  let referenced = false;
  let closed = false;

  coming.then((opened) => {
    port = opened as Port;
    if (closed) return port.close();
    port.addEventListener("close", () => fail("it ended"));
    reader = createPortReader(opened, { state, onAnswer: (answer) => listener.onAnswer(answer) });
    if (!referenced) port.unref();
    port.postMessage({ kind: "client", memory: state.buffer } satisfies DeliveryMessage);
    for (const { message, transfer } of waiting.splice(0)) port.postMessage(message, transfer);
  }).catch((error) => fail(error instanceof Error ? error.message : String(error)));

  function fail(reason: string): void {
    if (closed) return;
    reader?.poll();
    listener.onFailure(reason);
  }

  return {
    canSettle: true,
    isShared: true,
    endsProcess: false,
    post(message, transfer = []) {
      if (port === undefined) waiting.push({ message, transfer });
      else port.postMessage(message, transfer);
    },
    poll: () => reader?.poll(),
    waitUntil: (isDone, milliseconds) => reader?.waitUntil(isDone, milliseconds),
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
  };
}
