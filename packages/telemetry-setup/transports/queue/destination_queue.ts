import type { OnOutcome } from "../route.ts";
import type { Signal, Transport } from "../transport.ts";
import { createBackOff } from "./back_off.ts";
import { type BatchResult, type BatchSending, createBatchSending } from "./batch/batch_sending.ts";
import { mergeLimits } from "./batch/merge_limits.ts";
import type { PayloadFacts, Unread } from "./payload_log.ts";
import {
  createPayloadSources,
  type PayloadSourcesOptions,
  type Reading,
} from "./payload_sources.ts";
import { createPendingFlushes } from "./pending_flushes.ts";
import { settleBatch } from "./batch/settle_batch.ts";

/** Options of {@linkcode createDestinationQueue}. Times in milliseconds. */
export interface DestinationQueueOptions extends Pick<PayloadSourcesOptions, "disk" | "adopt"> {
  readonly signal: Signal;
  readonly transport: Transport;
  /** Items that are sent together at most; of metrics, no payloads are sent together. */
  readonly maxItems: number;
  /** Requests under way at most. */
  readonly maxInFlight: number;
  readonly onOutcome: OnOutcome;
  /** Told the numbers of payloads that whoever handed them over need not keep any more. */
  readonly onReleased: (sequences: readonly number[]) => void;
  /** Milliseconds since the epoch. @default Date.now */
  readonly now?: () => number;
  /** From 0 to 1. @default Math.random */
  readonly random?: () => number;
  /** Calls back after a time without keeping the process alive; returns how to cancel it. */
  readonly setTimer?: (callback: () => void, milliseconds: number) => () => void;
}

/** The payloads on their way to one destination. */
export interface DestinationQueue {
  /** Items that are not settled: those that are in memory only, and those on disk. */
  readonly remains: { readonly inMemory: number; readonly onDisk: number };
  /** @param sequence The number by which the payload is told to be released. */
  put(sequence: number, payload: Uint8Array, facts: PayloadFacts): void;
  /**
   * Waits until what is here was tried, without lingering. A receiver that fails, or wants to be
   * left alone, is not waited for.
   */
  flush(): Promise<void>;
  /** From now on nothing waits: everything is tried once more. Waits until that is done. */
  drain(): Promise<void>;
  /** Waiting begins again: the process lives on. */
  resume(): void;
  /** Ends requests under way. What is on disk stays there. */
  close(): void;
}

/** What is under way, or was. */
interface Sending extends Reading, BatchSending {
  readonly order: number;
  /** The number of its last attempt; 0 before the first. */
  attemptNumber: number;
}

/**
 * Sends what it is given, oldest first, until the receiver has taken or refused it, however long
 * that takes. While a receiver fails, it is tried with one request at a time.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#otlphttp-throttling}
 */
export function createDestinationQueue(options: DestinationQueueOptions): DestinationQueue {
  const { signal, transport, maxInFlight, onOutcome, onReleased } = options;
  const { now = Date.now, random = Math.random, setTimer = setUnreferencedTimer } = options;
  const { disk, adopt } = options;
  const limits = mergeLimits(signal, options.maxItems);
  const sources = createPayloadSources({ disk, adopt, limits, now });
  const backOff = createBackOff({ now, random });
  const flushes = createPendingFlushes<Sending>();
  const inFlight = new Set<Sending>();
  let drains: (() => void)[] = [];
  /** To be sent again, in the order in which they were read. */
  let failed: Sending[] = [];
  let reads = 0;
  let attempts = 0;
  /** The number of the last attempt before the end began; `undefined` where nothing ends. */
  let endedAt: number | undefined;
  let cancelTimer: (() => void) | undefined;
  let closed = false;

  function put(sequence: number, payload: Uint8Array, facts: PayloadFacts): void {
    if (sources.put(sequence, payload, facts)) onReleased([sequence]);
    flushes.put();
    pump();
  }

  /** Begins what may begin now, and comes back when something else may. */
  function pump(): void {
    if (closed) return;
    cancelTimer?.();
    cancelTimer = undefined;
    while (maySend()) {
      const next = nextFailed() ?? nextLive() ?? nextReplayed();
      if (next === undefined) break;
      // Inline, what is not caught here would end the application.
      attempt(next).catch(() => inFlight.delete(next));
    }
    if (endedAt === undefined) return arm();
    if (inFlight.size > 0) return;
    for (const resolve of drains) resolve();
    drains = [];
  }

  function maySend(): boolean {
    if (endedAt !== undefined || !backOff.isFailing) return inFlight.size < maxInFlight;
    return inFlight.size === 0 && (isFlushing() || backOff.retryAt <= now());
  }

  function isFlushing(): boolean {
    return flushes.areThere && backOff.heldUntil <= now();
  }

  function nextFailed(): Sending | undefined {
    const last = endedAt ?? Infinity;
    const index = failed.findIndex(({ attemptNumber }) => attemptNumber <= last);
    return index < 0 ? undefined : failed.splice(index, 1)[0];
  }

  function nextLive(): Sending | undefined {
    const reading = sources.readLive(isReady);
    if (reading === undefined) return undefined;
    const sending = toSending(reading);
    flushes.read(sending, reading.batch.payloads.length);
    return sending;
  }

  function isReady(
    { itemCount, byteLength, dueAt }: Unread,
    { onDisk }: { readonly onDisk: boolean },
  ): boolean {
    // Of what is on disk, one attempt at the end is enough where the receiver fails.
    if (endedAt !== undefined) return !onDisk || !backOff.failedSince(endedAt);
    const isFull = itemCount >= limits.maxItems || byteLength >= limits.maxBytes;
    return isFull || isFlushing() || dueAt <= now();
  }

  function nextReplayed(): Sending | undefined {
    if (endedAt !== undefined || backOff.isFailing) return undefined;
    const reading = sources.readReplayed();
    return reading === undefined ? undefined : toSending(reading);
  }

  function toSending(reading: Reading): Sending {
    const sending = createBatchSending(reading.batch, { transport, signal });
    return { ...reading, ...sending, order: reads++, attemptNumber: 0 };
  }

  function arm(): void {
    const wakeAt = backOff.isFailing
      ? inFlight.size > 0 || (failed.length === 0 && sources.dueAt === Infinity)
        ? Infinity
        : backOff.retryAt
      : inFlight.size >= maxInFlight
      ? Infinity
      : Math.min(sources.dueAt, sources.replayAt);
    if (wakeAt !== Infinity) cancelTimer = setTimer(pump, Math.max(0, Math.ceil(wakeAt - now())));
  }

  async function attempt(sending: Sending): Promise<void> {
    sending.attemptNumber = ++attempts;
    inFlight.add(sending);
    const startedAt = performance.now();
    const result = await sending.attempt();
    if (closed) return;
    inFlight.delete(sending);
    if (result.outcome === "retry") {
      const { reason, afterMs = 0 } = result;
      backOff.failed(sending.attemptNumber, { latest: attempts, afterMs });
      failed = [...failed, sending].sort((one, other) => one.order - other.order);
      onOutcome({ kind: "retrying", reason });
      flushes.failed(sending, sending.attemptNumber);
      if (backOff.heldUntil > now()) flushes.end();
    } else {
      backOff.succeeded();
      settle(sending, result, (performance.now() - startedAt) / 1000);
      flushes.settled(sending);
    }
    pump();
  }

  function settle(
    { batch, sequences, replayed }: Sending,
    { accepted, refused }: Extract<BatchResult, { outcome: "settled" }>,
    seconds: number,
  ): void {
    const quarantined = settleBatch(batch, refused);
    if (sequences.length > 0) onReleased(sequences);
    if (accepted !== undefined) onOutcome({ kind: "accepted", ...accepted, seconds, replayed });
    for (const { itemCount, reason } of refused) {
      onOutcome({ kind: "refused", itemCount, reason, quarantined, seconds, replayed });
    }
  }

  function flush(): Promise<void> {
    if (closed) return Promise.resolve();
    if (endedAt !== undefined) return drained();
    if (backOff.heldUntil > now() && inFlight.size === 0) return Promise.resolve();
    const flushed = flushes.add({ batches: [...inFlight, ...failed], attempt: attempts });
    pump();
    return flushed;
  }

  function drained(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    drains.push(resolve);
    pump();
    return promise;
  }

  // What others left is looked for also where nothing is ever handed over.
  arm();
  return {
    get remains() {
      return sources.remains;
    },
    put,
    flush,
    drain() {
      if (closed) return Promise.resolve();
      endedAt = attempts;
      return drained();
    },
    resume() {
      endedAt = undefined;
      pump();
    },
    close() {
      closed = true;
      cancelTimer?.();
      flushes.end();
      for (const resolve of drains) resolve();
      transport.close();
      sources.close();
    },
  };
}

function setUnreferencedTimer(callback: () => void, milliseconds: number): () => void {
  const timer = setTimeout(callback, milliseconds);
  timer.unref();
  return () => clearTimeout(timer);
}
