import { fileURLToPath } from "node:url";
import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import type { Delivery, OnRetry } from "./delivery.ts";
import { describeDestination } from "./describe_destination.ts";
import { createInlineDelivery } from "./inline_delivery.ts";
import { missingNetPermission } from "./missing_net_permission.ts";
import { createRefusingTransport } from "./refusing_transport.ts";
import type { Transport } from "./transport.ts";
import type { OtlpTransportConfig } from "./transport_config.ts";
import { createPortDelivery } from "./worker/port_delivery.ts";
import { createWorkerDelivery, DELIVERY_WORKER } from "./worker/worker_delivery.ts";

/** Options of {@linkcode openDelivery}. */
export interface OpenDeliveryOptions {
  readonly diagnostics: Diagnostics;
  readonly onRetry: OnRetry;
  /** Whether to deliver on this thread although another one would be possible. @default false */
  readonly inline?: boolean;
  /** The worker's program. @default the delivery worker */
  readonly entry?: URL;
  /** In a worker of the application's: the way to the delivery worker of the thread above. */
  readonly port?: Promise<MessagePort>;
}

/**
 * Delivery on a thread of its own where the permissions allow it, otherwise inline. Deno is never
 * made to ask the user for a permission: what is not granted is said, with the flag to add.
 */
export function openDelivery(options: OpenDeliveryOptions): Delivery {
  const { diagnostics, onRetry, inline = false, entry = DELIVERY_WORKER, port } = options;
  const onFailure = (reason: string) =>
    diagnostics.warn(`Cannot go on with the delivery worker: ${reason}; sending without it`);
  const delivery = start();
  return {
    get canSettle() {
      return delivery.canSettle;
    },
    open,
    connect: () => delivery.connect(),
    hold: () => delivery.hold(),
    end: () => delivery.end(),
    settle: (timeoutMillis, onSlow) => delivery.settle(timeoutMillis, onSlow),
    close: () => delivery.close(),
  };

  function start(): Delivery {
    if (inline) return createInlineDelivery({ onRetry });
    if (port !== undefined) return createPortDelivery(port, { onRetry, onFailure });
    try {
      const denied = deniedFolders(entry);
      if (denied.length > 0) throw new Error(`not permitted; add --allow-read=${denied.join()}`);
      return createWorkerDelivery({ entry, onRetry, onFailure });
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

/** The folders with everything that the worker imports of ours, where they may not be read. */
function deniedFolders(entry: URL): readonly string[] {
  if (entry.protocol !== "file:") return [];
  // A bundle has all in one; the sources read answers with the package of OTLP.
  const folders = entry.pathname.endsWith(".ts") ? ["..", "../../../otlp/"] : [".."];
  return folders.map((folder) => fileURLToPath(new URL(folder, entry))).filter((path) =>
    Deno.permissions.querySync({ name: "read", path }).state !== "granted"
  );
}
