import { createTransport } from "./create_transport.ts";
import { createWaits } from "./waits.ts";
import type { Delivery, Loss, OnRetry } from "./delivery.ts";
import { describeDestination } from "./describe_destination.ts";
import { createRetryingTransport } from "./retrying_transport.ts";
import { sumLosses } from "./sum_losses.ts";
import type { Transport } from "./transport.ts";
import type { OtlpTransportConfig } from "./transport_config.ts";

/**
 * Delivery on the application's own thread: where a worker cannot be started. What is under way
 * when `Deno.exit` is called is lost, as nothing can be awaited then. A request keeps the process
 * alive, a wait before a further attempt does not.
 */
export function createInlineDelivery({ onRetry }: { readonly onRetry: OnRetry }): Delivery {
  const opened: Transport[] = [];
  const pending = new Set<Loss>();
  const waits = createWaits();

  function open(config: OtlpTransportConfig, deadlineMillis: number): Transport {
    const destination = describeDestination(config.endpoint);
    const transport = createRetryingTransport(createTransport(config), {
      deadlineMillis,
      isEnding: () => waits.ended,
      onRetry: (reason) => onRetry(destination, reason),
      sleep: (milliseconds) => waits.wait(milliseconds),
    });
    opened.push(transport);
    return {
      ...transport,
      async send(payload, options) {
        const { signal, itemCount } = options;
        const entry = { destination, signal, itemCount };
        pending.add(entry);
        const verdict = await transport.send(payload, options);
        pending.delete(entry);
        return verdict;
      },
    };
  }

  return {
    canSettle: false,
    open,
    connect: () => undefined,
    hold: () => () => {},
    end: () => waits.end(),
    settle() {
      const losses = sumLosses(pending);
      pending.clear();
      return losses;
    },
    close() {
      for (const transport of opened) transport.close();
    },
  };
}
