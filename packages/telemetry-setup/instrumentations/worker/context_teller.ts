import { type Context, context } from "@opentelemetry/api";
import { activeCarrier } from "./active_carrier.ts";
import { type Carrier, CONTEXT_MESSAGE } from "./hold_messages.ts";

/** Tells one other thread of the context in which messages to it are sent. */
export interface ContextTeller {
  /** What that thread takes for the context of the next message. */
  readonly told: Carrier;
  /** Sends a message of ours ahead, where the active context is not the one told last. */
  tell(post: (message: unknown) => void): void;
  /** The context that was told last, or first, as it is here; `undefined` where it was another. */
  contextOf(carrier: Carrier): Context | undefined;
}

/**
 * Begins with the context that is active now, which the other thread is told in another way.
 *
 * @param first That context as text. @default what the propagator makes of it
 */
export function createContextTeller(first: Carrier = activeCarrier()): ContextTeller {
  const begin = { carrier: first, context: context.active() };
  let last = begin;
  return {
    get told() {
      return last.carrier;
    },
    tell(post) {
      const carrier = activeCarrier();
      if (isSame(carrier, last.carrier)) return;
      last = { carrier, context: context.active() };
      post({ [CONTEXT_MESSAGE]: carrier });
    },
    contextOf: (carrier) => [last, begin].find((one) => isSame(one.carrier, carrier))?.context,
  };
}

function isSame(one: Carrier, other: Carrier): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length &&
    names.every((name) => one[name] === other[name]);
}
