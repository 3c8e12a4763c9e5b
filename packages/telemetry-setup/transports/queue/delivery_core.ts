import { createTransport } from "../create_transport.ts";
import type { RemainingItems, RouteConfig } from "../delivery.ts";
import { describeDestination } from "../describe_destination.ts";
import type { Spool, SpoolListener } from "../spool/spool.ts";
import type { Transport } from "../transport.ts";
import type { OtlpTransportConfig } from "../transport_config.ts";
import type { DeliveryAnswer, DeliveryMessage } from "../worker/delivery_message.ts";
import { PAYLOAD_OVERHEAD_BYTES, type QueuedBytes } from "../worker/queued_bytes.ts";
import { createDestinationQueue, type DestinationQueue } from "./destination_queue.ts";
import { digestDestination } from "./digest_destination.ts";

/** Options of {@linkcode createDeliveryCore}. */
export interface DeliveryCoreOptions {
  /**
   * Opens what keeps payloads on disk until they are delivered; `undefined` where there can be none.
   *
   * @default in memory only
   */
  readonly openSpool?: ((listener: SpoolListener) => Spool | undefined) | undefined;
  /** @default over the network */
  readonly openTransport?: (config: OtlpTransportConfig) => Transport;
  /** What was handed over; the bytes of what is settled or on disk are taken from it. */
  readonly queued: QueuedBytes;
}

/** A thread of the application. */
export interface DeliveryClient {
  answer(message: DeliveryAnswer): void;
  /** Whether the process ends with this thread. */
  readonly isMain: boolean;
}

/** What a client says gets here. */
export interface DeliveryServer {
  receive(message: Exclude<DeliveryMessage, { kind: "connect" | "client" | "left" }>): void;
  /** The client is gone; what it has handed over is still sent. */
  leave(): void;
  /** What the client has handed over is given up, but for what is on disk. */
  close(): void;
}

/** Delivers, for one or more threads of the application. */
export interface DeliveryCore {
  serve(client: DeliveryClient): DeliveryServer;
}

interface OpenRoute {
  readonly queue: DestinationQueue;
  /** In words. */
  readonly destination: string;
  /** Bytes of the payloads that are not released, by their sequence numbers. */
  readonly sizes: Map<number, number>;
  readonly config: RouteConfig;
  readonly client: DeliveryClient;
}

/** Requests under way at most: points of the same metric are to arrive in their order. */
const MAX_IN_FLIGHT = { traces: 4, logs: 4, metrics: 1 } as const;

/** How often the spool is looked after, in milliseconds. */
const WATCH_EVERY_MS = 1000;

/**
 * What delivers, whichever thread it runs on: a queue for each route of each client, and the end of
 * the process.
 */
export function createDeliveryCore(
  { openSpool, openTransport = createTransport, queued }: DeliveryCoreOptions,
): DeliveryCore {
  const routes = new Set<OpenRoute>();
  /** Threads that have ended. */
  const left = new WeakSet<DeliveryClient>();
  let spool: Spool | undefined;
  let stopWatching = () => {};
  /** The thread that waits for the end, while it does. */
  let ending: DeliveryClient | undefined;

  function open(client: DeliveryClient, route: number, config: RouteConfig): OpenRoute {
    const { signal, transport, maxItems } = config;
    const destination = describeDestination(transport.endpoint);
    const key = spool === undefined ? undefined : {
      signal,
      destination,
      destinationDigest: digestDestination(transport),
    };
    const queue = createDestinationQueue({
      signal,
      transport: openTransport(transport),
      disk: key === undefined ? undefined : spool?.open(key),
      // One thread is enough to take over what others left.
      adopt: key === undefined || !client.isMain ? undefined : () => spool?.adopt(key),
      maxItems,
      maxInFlight: MAX_IN_FLIGHT[signal],
      onOutcome(outcome) {
        client.answer({ kind: "outcome", route, outcome });
        tellRemains();
        if (left.has(client)) queueMicrotask(() => closeIfSettled(opened));
      },
      onReleased(sequences) {
        for (const sequence of sequences) forget(opened, sequence);
        client.answer({ kind: "released", sequences });
      },
    });
    const sizes = new Map<number, number>();
    const opened: OpenRoute = { queue, destination, sizes, config, client };
    routes.add(opened);
    return opened;
  }

  function put(
    { queue, sizes }: OpenRoute,
    { sequence, payload, facts }: Extract<DeliveryMessage, { kind: "put" }>,
  ): void {
    sizes.set(sequence, payload.length + PAYLOAD_OVERHEAD_BYTES);
    queue.put(sequence, payload, facts);
  }

  function forget({ sizes, destination }: OpenRoute, sequence: number): void {
    queued.add(-(sizes.get(sequence) ?? 0), destination);
    sizes.delete(sequence);
  }

  function tellRemains(): void {
    if (ending === undefined) return;
    const lost: RemainingItems[] = [];
    const kept: RemainingItems[] = [];
    for (const { queue, destination, config: { signal }, client } of routes) {
      const { inMemory, onDisk } = queue.remains;
      const what = { destination, signal };
      // The ending thread knows best what it has handed over.
      if (inMemory > 0 && client !== ending) lost.push({ ...what, itemCount: inMemory });
      if (onDisk > 0) kept.push({ ...what, itemCount: onDisk });
    }
    ending.answer({ kind: "remains", remains: { lost, kept } });
  }

  async function drain(client: DeliveryClient, ticket: number): Promise<void> {
    if (client.isMain) {
      ending = client;
      tellRemains();
      await Promise.all([...routes].map(({ queue }) => queue.drain()));
      tellRemains();
    }
    client.answer({ kind: "done", ticket });
  }

  function close(route: OpenRoute): void {
    routes.delete(route);
    route.queue.close();
    for (const sequence of route.sizes.keys()) forget(route, sequence);
  }

  function closeIfSettled(route: OpenRoute): void {
    const { inMemory, onDisk } = route.queue.remains;
    if (inMemory + onDisk === 0) close(route);
  }

  /** Looks after it while nothing is written or read, and tells how full it is. */
  function watch(spool: Spool, client: DeliveryClient): () => void {
    let told = "";
    const timer = setInterval(() => {
      const figures = spool.figures();
      const text = JSON.stringify(figures);
      if (text !== told) client.answer({ kind: "figures", figures });
      told = text;
    }, WATCH_EVERY_MS);
    Deno.unrefTimer(timer);
    return () => clearInterval(timer);
  }

  function serve(client: DeliveryClient): DeliveryServer {
    // Opened for the thread that can be told what is wrong with it.
    if (client.isMain) {
      spool = openSpool?.({
        onDropped: (dropped) => client.answer({ kind: "dropped", ...dropped }),
        onProblem: (message) => client.answer({ kind: "problem", message }),
      });
      if (spool !== undefined) stopWatching = watch(spool, client);
    }
    const own = new Map<number, OpenRoute>();
    return {
      receive(message) {
        switch (message.kind) {
          case "put": {
            const route = own.get(message.route);
            if (route !== undefined) put(route, message);
            return;
          }
          case "open":
            own.set(message.route, open(client, message.route, message.config));
            return;
          case "flush": {
            const { route, ticket } = message;
            const flushed = own.get(route)?.queue.flush() ?? Promise.resolve();
            flushed.then(() => client.answer({ kind: "done", ticket }));
            return;
          }
          case "close": {
            const route = own.get(message.route);
            if (route !== undefined) close(route);
            own.delete(message.route);
            return;
          }
          case "drain": {
            const { ticket, unreleased = [] } = message;
            const isWaiting = (sequence: number) =>
              own.values().some(({ sizes }) => sizes.has(sequence));
            const sequences = unreleased.filter((sequence) => !isWaiting(sequence));
            if (sequences.length > 0) client.answer({ kind: "released", sequences });
            drain(client, ticket);
            return;
          }
          case "resume":
            // Others ended nothing: the main thread may be waiting for its own end now.
            if (!client.isMain) return;
            ending = undefined;
            for (const { queue } of routes) queue.resume();
        }
      },
      leave() {
        left.add(client);
        for (const route of own.values()) closeIfSettled(route);
      },
      close() {
        for (const route of own.values()) close(route);
        if (!client.isMain) return;
        stopWatching();
        spool?.close();
      },
    };
  }

  return { serve };
}
