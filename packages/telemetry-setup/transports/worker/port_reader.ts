import process from "node:process";
import { ANSWERS, type DeliveryAnswer } from "./delivery_message.ts";

/** Reads what comes by a port, also while this thread is blocked. */
export interface PortReader {
  /** Hears what has come, without waiting. */
  poll(): void;
  /** Blocks this thread until it was told so, at most so many milliseconds. */
  waitUntil(isDone: () => boolean, milliseconds: number): void;
}

/**
 * Reads the answers that come by a port as messages, and, where nobody may wait for these, at once.
 *
 * @param state The memory in which the other side counts its answers.
 */
export function createPortReader(
  port: MessagePort,
  { state, onAnswer }: {
    readonly state: Int32Array;
    readonly onAnswer: (answer: DeliveryAnswer) => void;
  },
): PortReader {
  const { receiveMessageOnPort } = process.getBuiltinModule("node:worker_threads");
  // Not `port.on`: Deno's looks at every byte of every message.
  port.addEventListener("message", ({ data }: MessageEvent<DeliveryAnswer>) => onAnswer(data));
  port.start();

  function poll(): void {
    for (;;) {
      const received = receiveMessageOnPort(port as never);
      if (received === undefined) return;
      onAnswer(received.message);
    }
  }

  return {
    poll,
    waitUntil(isDone, milliseconds) {
      const end = performance.now() + milliseconds;
      for (;;) {
        // Read first: what is answered from now on changes it, and then there is no waiting.
        const seen = Atomics.load(state, ANSWERS);
        poll();
        const left = end - performance.now();
        if (isDone() || left <= 0) return;
        Atomics.wait(state as Int32Array<SharedArrayBuffer>, ANSWERS, seen, left);
      }
    },
  };
}
