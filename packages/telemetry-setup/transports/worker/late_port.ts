import type { DeliveryMessage } from "./delivery_message.ts";

/** Deno's ports have what Node's have. */
export type CountedPort = MessagePort & { ref(): void; unref(): void };

/** A way to another thread, before it is there and afterwards. Until it is, messages wait. */
export interface LatePort {
  /** Whether it keeps this thread alive. */
  readonly isReferenced: boolean;
  post(message: DeliveryMessage, transfer?: Transferable[]): void;
  /** It is there; called once, when whoever listens to it does. */
  open(port: MessagePort): void;
  ref(): void;
  unref(): void;
  close(): void;
}

/**
 * Makes a way to another thread, which is opened later and keeps no thread alive until it is told so.
 *
 * @example
 * ```ts
 * import { createLatePort } from "./late_port.ts";
 * import assert from "node:assert/strict";
 *
 * const { port1, port2 } = new MessageChannel();
 * const late = createLatePort();
 * late.post({ kind: "resume" });
 * late.open(port1);
 * const { data } = await new Promise<MessageEvent>((resolve) => port2.onmessage = resolve);
 * assert.deepEqual(data, { kind: "resume" });
 * late.close();
 * port2.close();
 * ```
 */
export function createLatePort(): LatePort {
  const waiting: { readonly message: DeliveryMessage; readonly transfer: Transferable[] }[] = [];
  let port: CountedPort | undefined;
  let isReferenced = false;
  return {
    get isReferenced() {
      return isReferenced;
    },
    post(message, transfer = []) {
      if (port === undefined) waiting.push({ message, transfer });
      else port.postMessage(message, transfer);
    },
    open(opened) {
      port = opened as CountedPort;
      if (!isReferenced) port.unref();
      for (const { message, transfer } of waiting.splice(0)) port.postMessage(message, transfer);
    },
    ref() {
      isReferenced = true;
      port?.ref();
    },
    unref() {
      isReferenced = false;
      port?.unref();
    },
    close: () => port?.close(),
  };
}
