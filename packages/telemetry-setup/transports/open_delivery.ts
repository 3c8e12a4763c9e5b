import { fileURLToPath } from "node:url";
import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import type { Delivery, OnRetry } from "./delivery.ts";
import { describeDestination } from "./describe_destination.ts";
import { createInlineDelivery } from "./inline_delivery.ts";
import { missingNetPermission } from "./missing_net_permission.ts";
import { createRefusingTransport } from "./refusing_transport.ts";
import type { Transport } from "./transport.ts";
import type { OtlpTransportConfig } from "./transport_config.ts";
import { createWorkerDelivery, DELIVERY_WORKER } from "./worker/worker_delivery.ts";

/** Options of {@linkcode openDelivery}. */
export interface OpenDeliveryOptions {
  readonly diagnostics: Diagnostics;
  readonly onRetry: OnRetry;
  /** Whether to deliver on this thread although another one would be possible. @default false */
  readonly inline?: boolean;
  /** The worker's program. @default the delivery worker */
  readonly entry?: URL;
}

/**
 * Delivery on a thread of its own where the permissions allow it, otherwise inline. Deno is never
 * made to ask the user for a permission: what is not granted is said, with the flag to add.
 */
export function openDelivery(options: OpenDeliveryOptions): Delivery {
  const { diagnostics, onRetry, inline = false, entry = DELIVERY_WORKER } = options;
  const delivery = start();
  return {
    get canSettle() {
      return delivery.canSettle;
    },
    open,
    hold: () => delivery.hold(),
    end: () => delivery.end(),
    settle: (timeoutMillis) => delivery.settle(timeoutMillis),
    close: () => delivery.close(),
  };

  function start(): Delivery {
    if (inline) return createInlineDelivery({ onRetry });
    try {
      const denied = deniedFolder(entry);
      if (denied !== undefined) throw new Error(`not permitted; add --allow-read=${denied}`);
      return createWorkerDelivery({
        entry,
        onRetry,
        onFailure: (reason) =>
          diagnostics.warn(`Cannot go on with the delivery worker: ${reason}; sending without it`),
      });
    } catch (error) {
      diagnostics.warn(
        "Cannot start the delivery worker, what is recorded right before Deno.exit may be lost: " +
          (error instanceof Error ? error.message : error),
      );
      return createInlineDelivery({ onRetry });
    }
  }

  function open(config: OtlpTransportConfig, deadlineMillis: number): Transport {
    const reason = missingNetPermission(config.endpoint);
    if (reason === undefined) return delivery.open(config, deadlineMillis);
    const destination = describeDestination(config.endpoint);
    diagnostics.warn(`Cannot send telemetry to ${destination}: ${reason}`);
    return createRefusingTransport(destination, reason);
  }
}

/** The folder with everything that the worker imports of ours, where it may not be read. */
function deniedFolder(entry: URL): string | undefined {
  if (entry.protocol !== "file:") return undefined;
  const path = fileURLToPath(new URL("..", entry));
  return Deno.permissions.querySync({ name: "read", path }).state === "granted" ? undefined : path;
}
