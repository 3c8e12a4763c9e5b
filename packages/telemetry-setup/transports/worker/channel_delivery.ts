import { type Delivery, type Loss, SLOW_MS } from "../delivery.ts";
import { describeDestination } from "../describe_destination.ts";
import { createInlineDelivery } from "../inline_delivery.ts";
import { sumLosses } from "../sum_losses.ts";
import type { OnRetry } from "../delivery.ts";
import type { SendOptions, Transport, Verdict } from "../transport.ts";
import type { OtlpTransportConfig } from "../transport_config.ts";
import {
  type DeliveryAnswer,
  type DeliveryMessage,
  OUTCOME_ACCEPTED,
  OUTCOME_SLOTS,
  OUTCOMES,
  SETTLED,
} from "./delivery_message.ts";

/** Who hears of the delivery worker. */
export interface DeliveryListener {
  onAnswer(answer: DeliveryAnswer): void;
  onFailure(reason: string): void;
}

/** What leads to the delivery worker, and keeps no process alive but while it is referenced. */
export interface DeliveryChannel {
  /** Whether what is posted can be done while this thread is blocked. */
  readonly isOpen: boolean;
  post(message: DeliveryMessage, transfer?: Transferable[]): void;
  listen(listener: DeliveryListener): void;
  ref(): void;
  unref(): void;
  close(): void;
}

/** Options of {@linkcode createChannelDelivery}. */
export interface ChannelDeliveryOptions {
  /** The memory that this thread and the delivery worker both see. */
  readonly state: Int32Array<SharedArrayBuffer>;
  /** Called once if the worker dies; sending then goes on inline. */
  readonly onFailure: (reason: string) => void;
  readonly onRetry: OnRetry;
}

interface Pending {
  readonly loss: Loss;
  readonly resolve: (verdict: Verdict) => void;
}

const CLOSED: Verdict = { outcome: "refused", reason: "the transport is closed" };

/**
 * Delivery by a worker at the other end of a channel. At the end of the thread `settle` blocks it
 * while the worker finishes.
 */
export function createChannelDelivery(
  channel: DeliveryChannel,
  { state, onFailure, onRetry }: ChannelDeliveryOptions,
): Delivery {
  const pending = new Map<number, Pending>();
  /** By the number of the transport. */
  const destinations: string[] = [];
  let requests = 0;
  /** Requests that were waited for at the end already; it is not done twice. */
  let waitedFor = 0;
  let holds = 0;
  let ended = false;
  let closed = false;
  let fallback: Delivery | undefined;

  channel.listen({
    onAnswer(answer) {
      if (answer.kind === "retrying") {
        onRetry(destinations[answer.transport] ?? "the receiver", answer.reason);
        return;
      }
      const { resolve } = pending.get(answer.request) ?? {};
      pending.delete(answer.request);
      resolve?.(answer.verdict);
    },
    onFailure: fail,
  });

  function fail(reason: string): void {
    if (closed || fallback !== undefined) return;
    fallback = createInlineDelivery({ onRetry });
    if (ended) fallback.end();
    // What follows the first line is a stack.
    onFailure(reason.split("\n", 1)[0] ?? reason);
    resolveAll({ outcome: "retry", reason: "the delivery worker ended" });
  }

  function resolveAll(verdict: Verdict): void {
    for (const { resolve } of pending.values()) resolve(verdict);
    pending.clear();
  }

  function open(config: OtlpTransportConfig, deadlineMillis: number): Transport {
    const destination = describeDestination(config.endpoint);
    const transport = destinations.push(destination) - 1;
    let inline: Transport | undefined;
    let transportClosed = false;
    channel.post({ kind: "open", transport, config, deadlineMillis });
    return {
      destination,
      send(payload, options) {
        if (closed || transportClosed) return Promise.resolve(CLOSED);
        if (fallback !== undefined) {
          return (inline ??= fallback.open(config, deadlineMillis)).send(payload, options);
        }
        return new Promise((resolve) => {
          const request = requests++;
          pending.set(request, { loss: toLoss(destination, options), resolve });
          Atomics.store(state, OUTCOMES + request % OUTCOME_SLOTS, 0);
          channel.post({ kind: "send", request, transport, payload, options });
        });
      },
      close() {
        transportClosed = true;
        inline?.close();
        channel.post({ kind: "close", transport });
      },
    };
  }

  function settle(timeoutMillis: number, onSlow?: () => void): readonly Loss[] {
    if (closed) return [];
    if (fallback !== undefined) return fallback.settle(timeoutMillis, onSlow);
    const first = waitedFor;
    waitedFor = requests;
    if (![...pending.keys()].some((request) => request >= first)) return [];
    channel.post({ kind: "ending", ending: true });
    if (!channel.isOpen) return lossesSince(first);
    const start = performance.now();
    if (!isSettledBy(start + Math.min(SLOW_MS, timeoutMillis)) && timeoutMillis > SLOW_MS) {
      onSlow?.();
      isSettledBy(start + timeoutMillis);
    }
    // The process may live on: an application can prevent the end that an error event announces.
    if (!ended) channel.post({ kind: "ending", ending: false });
    return lossesSince(first);
  }

  /** Blocks until everything is settled, or that time has come. */
  function isSettledBy(end: number): boolean {
    for (;;) {
      const settled = Atomics.load(state, SETTLED);
      if (settled >= requests) return true;
      const left = end - performance.now();
      if (left <= 0) return false;
      Atomics.wait(state, SETTLED, settled, left);
    }
  }

  function lossesSince(first: number): readonly Loss[] {
    const lost = [...pending].filter(([request]) =>
      request >= first && state[OUTCOMES + request % OUTCOME_SLOTS] !== OUTCOME_ACCEPTED
    );
    return sumLosses(lost.map(([, { loss }]) => loss));
  }

  function hold(): () => void {
    if (holds++ === 0) channel.ref();
    return () => {
      if (--holds === 0) channel.unref();
    };
  }

  return {
    get canSettle() {
      return fallback === undefined;
    },
    open,
    connect() {
      if (closed || fallback !== undefined) return undefined;
      const { port1, port2 } = new MessageChannel();
      channel.post({ kind: "connect", port: port1 }, [port1]);
      return port2;
    },
    hold,
    end() {
      ended = true;
      channel.post({ kind: "ending", ending: true });
      fallback?.end();
    },
    settle,
    close() {
      closed = true;
      fallback?.close();
      channel.close();
      resolveAll(CLOSED);
    },
  };
}

function toLoss(destination: string, { signal, itemCount }: SendOptions): Loss {
  return { destination, signal, itemCount };
}
