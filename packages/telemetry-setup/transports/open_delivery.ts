import { fileURLToPath } from "node:url";
import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import type { Delivery } from "./delivery.ts";
import { createDeliveryClient, type DeliveryClientOptions } from "./delivery_client.ts";
import { describeDestination } from "./describe_destination.ts";
import { createDirectRoute } from "./direct_route.ts";
import { openInlineChannel } from "./inline_channel.ts";
import { missingNetPermission } from "./missing_net_permission.ts";
import { createRefusingTransport } from "./refusing_transport.ts";
import { keepOnDisk } from "./spool/keep_on_disk.ts";
import { openSpool, type SpoolSettings } from "./spool/open_spool.ts";
import { createConnectionSource } from "./worker/connection_source.ts";
import type { OpenChannel } from "./worker/delivery_channel.ts";
import { openPortChannel } from "./worker/port_channel.ts";
import { DELIVERY_WORKER, openWorkerChannel } from "./worker/worker_channel.ts";

/** Options of {@linkcode openDelivery}. */
export interface OpenDeliveryOptions extends Pick<DeliveryClientOptions, "maxBytes" | "onDropped"> {
  /** Told how full the spool is, whenever that has changed. @default nobody is */
  readonly onFigures?: DeliveryClientOptions["onFigures"];
  readonly diagnostics: Diagnostics;
  /** Whether to deliver on this thread although another one would be possible. @default false */
  readonly inline?: boolean;
  /** Where payloads are kept on disk until they are delivered. @default in memory only */
  readonly spool?: SpoolSettings | undefined;
  /** The worker's program. @default the delivery worker */
  readonly entry?: URL;
  /**
   * In a worker of the application's: the way to the delivery worker of the thread above. That one
   * opens the spool, too.
   */
  readonly port?: Promise<MessagePort>;
}

/** What is told when the delivery worker fails, by how often it has. */
const NEXT_WORDS = ["starting another one", "sending without it"] as const;

/**
 * Delivery on a thread of its own where the permissions allow it, otherwise inline. Deno is never
 * made to ask the user for a permission: what is not granted is said, with the flag to add.
 */
export function openDelivery(options: OpenDeliveryOptions): Delivery {
  const { diagnostics, maxBytes, onDropped, entry = DELIVERY_WORKER, port, spool } = options;
  const { onFigures = () => {} } = options;
  const inline: OpenChannel = (listener) =>
    openInlineChannel({
      openSpool: spool === undefined ? undefined : (told) => openSpool(spool, { listener: told }),
    }, listener);
  const worker: OpenChannel = (listener) => openWorkerChannel({ entry, spool, listener });
  const delivery = start();
  return {
    get canSettle() {
      return delivery.canSettle;
    },
    open(config, onOutcome) {
      const { transport: { endpoint }, signal } = config;
      const reason = missingNetPermission(endpoint);
      if (reason === undefined) return delivery.open(config, onOutcome);
      const destination = describeDestination(endpoint);
      diagnostics.warn(`Cannot send telemetry to ${destination}: ${reason}`);
      const refusing = createRefusingTransport(destination, reason);
      return createDirectRoute(refusing, { signal, onOutcome });
    },
    connect: () => delivery.connect(),
    deliverHere: () => delivery.deliverHere(),
    hold: () => delivery.hold(),
    end: () => delivery.end(),
    settle: (timeoutMillis, onSlow) => delivery.settle(timeoutMillis, onSlow),
    close: () => delivery.close(),
  };

  function start(): Delivery {
    if (options.inline === true) return connect([inline]);
    if (port !== undefined) {
      const source = createConnectionSource(port);
      const byPort: OpenChannel = (listener) => openPortChannel(source, listener);
      return connect([byPort, byPort, inline]);
    }
    try {
      const denied = deniedFolders(entry);
      if (denied.length > 0) throw new Error(`not permitted; add --allow-read=${denied.join()}`);
      return connect([worker, worker, inline]);
    } catch (error) {
      diagnostics.warn(
        "Cannot start the delivery worker, what is recorded right before Deno.exit may be lost: " +
          (error instanceof Error ? error.message : error),
      );
      return connect([inline]);
    }
  }

  function connect(channels: readonly [OpenChannel, ...OpenChannel[]]): Delivery {
    return createDeliveryClient(channels, {
      maxBytes,
      isDurable: spool !== undefined,
      ...spool === undefined ? {} : {
        keep: (payloads) =>
          keepOnDisk(payloads, {
            settings: spool,
            listener: {
              onDropped: (dropped) => onDropped(dropped, dropped.reason),
              onProblem: (message) => diagnostics.warn(message),
            },
          }),
      },
      onFailure(reason, next) {
        const isLast = next === channels.length - 1;
        // The thread that had started it has told that already.
        if (port !== undefined && !isLast) return;
        const words = NEXT_WORDS[isLast ? 1 : 0];
        diagnostics.warn(`Cannot go on with the delivery worker: ${reason}; ${words}`);
      },
      onDropped,
      onFigures,
      onProblem: (message) => diagnostics.warn(message),
    });
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
