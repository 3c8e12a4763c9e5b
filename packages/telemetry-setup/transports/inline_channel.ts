import { createDeliveryCore, type DeliveryCoreOptions } from "./queue/delivery_core.ts";
import type { DeliveryChannel, DeliveryListener } from "./worker/delivery_channel.ts";
import { createQueuedBytes } from "./worker/queued_bytes.ts";

/**
 * Delivery on the application's own thread: where a worker cannot be started. What is under way
 * when `Deno.exit` is called is lost, as nothing can be awaited then. A request keeps the process
 * alive, a wait before a further attempt does not.
 */
export function openInlineChannel(
  options: Omit<DeliveryCoreOptions, "queued">,
  { onAnswer }: DeliveryListener,
): DeliveryChannel {
  const queued = createQueuedBytes();
  const core = createDeliveryCore({ ...options, queued });
  const server = core.serve({ answer: onAnswer, isMain: true });
  return {
    canSettle: false,
    isShared: false,
    endsProcess: true,
    isStarted: true,
    queued,
    post(message) {
      // No other thread delivers by this one.
      if (message.kind !== "connect" && message.kind !== "left" && message.kind !== "client") {
        server.receive(message);
      }
    },
    poll() {},
    waitUntil() {},
    ref() {},
    unref() {},
    close: () => server.close(),
  };
}
