import type { DeliveryMessage } from "../worker/delivery_message.ts";

/** Questions to what delivers that are not answered yet. */
export interface PendingTickets {
  /** What is asked, in that order. */
  readonly messages: readonly DeliveryMessage[];
  /**
   * Numbers a question.
   *
   * @param done Called when it is answered, or never will be.
   * @returns The question, to be sent.
   */
  add(done: () => void, toMessage: (ticket: number) => DeliveryMessage): DeliveryMessage;
  /** It is answered. */
  done(ticket: number): void;
  /** Nothing is answered any more. */
  close(): void;
}

/**
 * Keeps questions until they are answered, so that they can be asked again.
 *
 * @example
 * ```ts
 * import { createPendingTickets } from "./pending_tickets.ts";
 * import assert from "node:assert/strict";
 *
 * const tickets = createPendingTickets();
 * let isDone = false;
 * const message = tickets.add(() => isDone = true, (ticket) => ({ kind: "drain", ticket }));
 * assert.deepEqual(tickets.messages, [message]);
 * tickets.done(0);
 * assert.equal(isDone, true);
 * assert.deepEqual(tickets.messages, []);
 * ```
 */
export function createPendingTickets(): PendingTickets {
  const pending = new Map<
    number,
    { readonly message: DeliveryMessage; readonly done: () => void }
  >();
  let count = 0;
  return {
    get messages() {
      return [...pending.values()].map(({ message }) => message);
    },
    add(done, toMessage) {
      const ticket = count++;
      const message = toMessage(ticket);
      pending.set(ticket, { message, done });
      return message;
    },
    done(ticket) {
      const answered = pending.get(ticket);
      pending.delete(ticket);
      answered?.done();
    },
    close() {
      for (const { done } of pending.values()) done();
      pending.clear();
    },
  };
}
