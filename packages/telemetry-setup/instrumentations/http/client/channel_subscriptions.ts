import { diag } from "@opentelemetry/api";
import { subscribe, unsubscribe } from "node:diagnostics_channel";

/** What is done for messages of channels, by their names. */
export type ChannelListeners = Readonly<Record<string, (message: never) => void>>;

/**
 * Subscribes to channels of `node:diagnostics_channel`. What a listener throws becomes a diagnostic:
 * Node would make it an uncaught exception of the application.
 *
 * @returns Ends the subscriptions.
 *
 * @example
 * ```ts
 * import { subscribeToChannels } from "./channel_subscriptions.ts";
 * import { channel } from "node:diagnostics_channel";
 * import assert from "node:assert/strict";
 *
 * const seen: unknown[] = [];
 * using _ = subscribeToChannels({ "dice:rolled": (message: unknown) => seen.push(message) });
 * channel("dice:rolled").publish(6);
 * assert.deepEqual(seen, [6]);
 * ```
 */
export function subscribeToChannels(listeners: ChannelListeners): Disposable {
  const subscriptions = new DisposableStack();
  for (const [name, listen] of Object.entries(listeners)) {
    const guarded = (message: unknown) => {
      try {
        listen(message as never);
      } catch (error) {
        diag.warn(`Cannot record what ${name} tells`, error);
      }
    };
    subscribe(name, guarded);
    subscriptions.defer(() => unsubscribe(name, guarded));
  }
  return subscriptions;
}
