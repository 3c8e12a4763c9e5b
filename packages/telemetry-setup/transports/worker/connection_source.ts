import process from "node:process";
import type { DeliveryConnection } from "./delivery_message.ts";
import type { CountedPort } from "./late_port.ts";
import { uncountPort } from "./uncount_port.ts";

/** What comes by the port: `undefined` where there will be no further connection. */
export type ConnectionMessage = DeliveryConnection | undefined;

/** Where a thread of the application gets its ways to what delivers, one after the other. */
export interface ConnectionSource {
  /** Tells what comes next, once it is there. */
  take(onMessage: (message: ConnectionMessage) => void): void;
  /** Tells once that something has come that can be taken: what was taken before is dead. */
  onNext(listener: () => void): void;
  /**
   * Looks, without waiting for a message.
   *
   * @returns Whether something may come.
   */
  poll(): boolean;
}

/**
 * Connections from the thread that started this one: the next one comes when what delivered is gone
 * and something else is there instead. Ports do not tell that: one that was transferred gets no
 * `close` from Deno 2.9.
 *
 * @param coming The port by which they come.
 */
export function createConnectionSource(coming: Promise<MessagePort>): ConnectionSource {
  const { receiveMessageOnPort } = process.getBuiltinModule("node:worker_threads");
  const messages: ConnectionMessage[] = [];
  let taker: ((message: ConnectionMessage) => void) | undefined;
  let listener: (() => void) | undefined;
  let port: CountedPort | undefined;

  coming.then((opened) => {
    port = opened as CountedPort;
    port.addEventListener("message", ({ data }: MessageEvent<ConnectionMessage>) => {
      uncountPort(opened);
      add(data);
    });
    port.start();
    port.unref();
    poll();
    // Where the thread above has none.
  }, () => add(undefined));

  function add(message: ConnectionMessage): void {
    messages.push(message);
    tell();
  }

  function tell(): void {
    if (messages.length === 0) return;
    if (taker !== undefined) {
      const take = taker;
      taker = undefined;
      // The last one stays: there will be no other.
      return take(messages[0] === undefined ? undefined : messages.shift());
    }
    const tellNext = listener;
    listener = undefined;
    tellNext?.();
  }

  function poll(): boolean {
    if (port === undefined) return false;
    for (;;) {
      const received = receiveMessageOnPort(port as never);
      if (received === undefined) return !messages.includes(undefined);
      add(received.message);
    }
  }

  return {
    take(onMessage) {
      taker = onMessage;
      poll();
      tell();
    },
    onNext(onNext) {
      listener = onNext;
      tell();
    },
    poll,
  };
}
