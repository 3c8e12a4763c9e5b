import type { ConnectionSource } from "./connection_source.ts";
import type { DeliveryChannel, DeliveryListener } from "./delivery_channel.ts";
import {
  ANSWERS,
  createDeliveryState,
  type DeliveryConnection,
  type DeliveryMessage,
} from "./delivery_message.ts";
import { createLatePort } from "./late_port.ts";
import { createPortReader, type PortReader } from "./port_reader.ts";
import { createQueuedBytes } from "./queued_bytes.ts";
import { uncountPort } from "./uncount_port.ts";

/** How often a thread that is blocked looks whether there is a connection, in milliseconds. */
const LOOK_EVERY_MS = 5;

/**
 * Delivery for a worker of the application's, by the delivery worker of the thread that started it:
 * a worker of its own would cost 22 MB, and Deno 2.9 starts a worker's worker half a second late.
 * What was handed over arrives also when this thread is terminated.
 *
 * @param source Where the next connection comes from. What is handed over before it is there waits
 * for it.
 */
export function openPortChannel(
  source: ConnectionSource,
  listener: DeliveryListener,
): DeliveryChannel {
  const state = createDeliveryState();
  const port = createLatePort();
  let queued = createQueuedBytes();
  let reader: PortReader | undefined;
  let closed = false;

  source.take((connection) => {
    // Whoever asks for this channel has not got it yet.
    if (connection === undefined) queueMicrotask(() => fail("the thread above has none"));
    else connect(connection);
  });

  function connect(connection: DeliveryConnection): void {
    const { port: opened } = connection;
    if (closed) return opened.close();
    const own = queued;
    queued = createQueuedBytes(connection.queued);
    queued.addAll(own);
    source.onNext(() => fail("it ended"));
    opened.addEventListener("message", () => uncountPort(opened, () => port.isReferenced));
    reader = createPortReader(opened, { state, onAnswer: (answer) => listener.onAnswer(answer) });
    // Before what waits.
    opened.postMessage({ kind: "client", memory: state.buffer } satisfies DeliveryMessage);
    port.open(opened);
  }

  function fail(reason: string): void {
    if (closed) return;
    reader?.poll();
    listener.onFailure(reason);
  }

  return {
    canSettle: true,
    isShared: true,
    endsProcess: false,
    isStarted: true,
    get queued() {
      return queued;
    },
    post: (message, transfer) => port.post(message, transfer),
    poll: () => reader?.poll(),
    waitUntil(isDone, milliseconds) {
      const end = performance.now() + milliseconds;
      for (;;) {
        const mayCome = source.poll();
        const left = end - performance.now();
        if (closed || isDone() || left <= 0 || (reader === undefined && !mayCome)) return;
        const slice = Math.min(left, LOOK_EVERY_MS);
        if (reader !== undefined) reader.waitUntil(isDone, slice);
        else Atomics.wait(state, ANSWERS, Atomics.load(state, ANSWERS), slice);
      }
    },
    ref: () => port.ref(),
    unref: () => port.unref(),
    close() {
      closed = true;
      port.close();
    },
  };
}
