import type { OnOutcome } from "../route.ts";
import type { Signal, Transport, Verdict } from "../transport.ts";
import { createBackOff } from "./back_off.ts";
import { createMemoryLog } from "./memory_log.ts";
import { mergePayloads } from "./merge_payloads.ts";
import type { PayloadBatch, PayloadFacts, PayloadLog } from "./payload_log.ts";
import { createPendingFlushes } from "./pending_flushes.ts";
import { createReplay } from "./replay.ts";

/** Options of {@linkcode createDestinationQueue}. Times in milliseconds. */
export interface DestinationQueueOptions {
  readonly signal: Signal;
  readonly transport: Transport;
  /** Where payloads are kept on disk. @default in memory only */
  readonly disk?: PayloadLog | undefined;
  /** Gives, one after the other, what processes left that have ended. @default nothing */
  readonly adopt?: (() => PayloadLog | undefined) | undefined;
  /** Items that are sent together at most. */
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

/** No request is made larger than this by merging: receivers for gRPC refuse 4 MiB. */
const MAX_BYTES = 4_000_000;

interface Source {
  readonly log: PayloadLog;
  readonly onDisk: boolean;
  /** The numbers of its payloads that are not read yet; of those in memory. */
  readonly sequences: number[];
}

/** A batch that was read and is not settled. */
interface Reading {
  readonly batch: PayloadBatch;
  readonly kind: "memory" | "disk" | "replayed";
  readonly sequences: readonly number[];
  readonly order: number;
  /** The number of its last attempt; 0 before the first. */
  attempt: number;
}

/**
 * Sends what it is given, oldest first, until the receiver has taken or refused it, however long
 * that takes. While a receiver fails, it is tried with one request at a time.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#otlphttp-throttling}
 */
export function createDestinationQueue(options: DestinationQueueOptions): DestinationQueue {
  const { signal, transport, disk, maxItems, maxInFlight, onOutcome, onReleased } = options;
  const { now = Date.now, random = Math.random, setTimer = setUnreferencedTimer } = options;
  const limits = { maxItems, maxBytes: MAX_BYTES };
  const memory: Source = { log: createMemoryLog(), onDisk: false, sequences: [] };
  const live = disk === undefined ? [memory] : [{ log: disk, onDisk: true, sequences: [] }, memory];
  const replay = options.adopt === undefined ? undefined : createReplay(options.adopt, now);
  const backOff = createBackOff({ now, random });
  const flushes = createPendingFlushes<Reading>();
  const inFlight = new Set<Reading>();
  let drains: (() => void)[] = [];
  /** To be sent again, in the order in which they were read. */
  let failed: Reading[] = [];
  let reads = 0;
  let attempts = 0;
  /** The number of the last attempt before the end began; `undefined` where nothing ends. */
  let endedAt: number | undefined;
  let cancelTimer: (() => void) | undefined;
  let closed = false;

  function put(sequence: number, payload: Uint8Array, facts: PayloadFacts): void {
    if (disk?.append(payload, facts) === true) {
      onReleased([sequence]);
    } else {
      memory.log.append(payload, facts);
      memory.sequences.push(sequence);
    }
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

  function nextFailed(): Reading | undefined {
    const last = endedAt ?? Infinity;
    const index = failed.findIndex(({ attempt }) => attempt <= last);
    return index < 0 ? undefined : failed.splice(index, 1)[0];
  }

  function nextLive(): Reading | undefined {
    const source = live.find(isReady);
    const batch = source?.log.read(limits);
    if (source === undefined || batch === undefined) return undefined;
    const payloadCount = batch.payloads.length;
    const reading = toReading(batch, source.onDisk ? "disk" : "memory", {
      sequences: source.sequences.splice(0, payloadCount),
    });
    flushes.read(reading, payloadCount);
    return reading;
  }

  function isReady({ log, onDisk }: Source): boolean {
    const { itemCount, byteLength, dueAt } = log.unread;
    if (dueAt === Infinity) return false;
    // Of what is on disk, one attempt at the end is enough where the receiver fails.
    if (endedAt !== undefined) return !onDisk || !backOff.failedSince(endedAt);
    return isFlushing() || itemCount >= maxItems || byteLength >= MAX_BYTES || dueAt <= now();
  }

  function nextReplayed(): Reading | undefined {
    if (replay === undefined || endedAt !== undefined || backOff.isFailing) return undefined;
    const batch = replay.read(limits);
    return batch === undefined ? undefined : toReading(batch, "replayed", { sequences: [] });
  }

  function toReading(
    batch: PayloadBatch,
    kind: Reading["kind"],
    { sequences }: { readonly sequences: readonly number[] },
  ): Reading {
    return { batch, kind, sequences, order: reads++, attempt: 0 };
  }

  function arm(): void {
    const wakeAt = backOff.isFailing
      ? inFlight.size > 0 || (failed.length === 0 && nextDueAt() === Infinity)
        ? Infinity
        : backOff.retryAt
      : inFlight.size >= maxInFlight
      ? Infinity
      : Math.min(nextDueAt(), replay?.readAt ?? Infinity);
    if (wakeAt !== Infinity) cancelTimer = setTimer(pump, Math.max(0, Math.ceil(wakeAt - now())));
  }

  function nextDueAt(): number {
    return Math.min(...live.map(({ log }) => log.unread.dueAt));
  }

  async function attempt(reading: Reading): Promise<void> {
    const { batch, kind, sequences } = reading;
    const { itemCount } = batch;
    reading.attempt = ++attempts;
    inFlight.add(reading);
    const startedAt = performance.now();
    const verdict = await send(batch);
    if (closed) return;
    inFlight.delete(reading);
    if (verdict.outcome === "retry") {
      const { reason, afterMs = 0 } = verdict;
      backOff.failed(reading.attempt, { latest: attempts, afterMs });
      failed = [...failed, reading].sort((one, other) => one.order - other.order);
      onOutcome({ kind: "retrying", reason });
      flushes.failed(reading, reading.attempt);
      if (backOff.heldUntil > now()) flushes.end();
      return pump();
    }
    backOff.succeeded();
    const release = () => {
      if (sequences.length > 0) onReleased(sequences);
    };
    const seconds = (performance.now() - startedAt) / 1000;
    const fate = { itemCount, seconds, replayed: kind === "replayed" };
    if (verdict.outcome === "accepted") {
      const { rejectedCount, message } = verdict;
      batch.accepted();
      release();
      onOutcome({ kind: "accepted", ...fate, rejectedCount, message });
    } else {
      const { reason } = verdict;
      const quarantined = batch.refused(reason);
      release();
      onOutcome({ kind: "refused", ...fate, reason, quarantined });
    }
    flushes.settled(reading);
    pump();
  }

  async function send({ contentType, payloads, itemCount }: PayloadBatch): Promise<Verdict> {
    try {
      const payload = mergePayloads(payloads, contentType);
      // Of what was read from a disk only.
      if (payload === undefined) return { outcome: "refused", reason: "it cannot be read" };
      const options = { signal, contentType, encoding: "identity", itemCount } as const;
      return await transport.send(toOwnMemory(payload), options);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { outcome: "refused", reason: `cannot send: ${reason}` };
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
      const disk = live.filter(({ onDisk }) => onDisk).reduce((n, { log }) => n + log.itemCount, 0);
      return { inMemory: memory.log.itemCount, onDisk: disk + (replay?.itemCount ?? 0) };
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
      for (const { log } of live) log.close();
      replay?.close();
    },
  };
}

/** `fetch` takes nothing that threads share. */
function toOwnMemory(payload: Uint8Array): Uint8Array {
  return payload.buffer instanceof ArrayBuffer ? payload : new Uint8Array(payload);
}

function setUnreferencedTimer(callback: () => void, milliseconds: number): () => void {
  const timer = setTimeout(callback, milliseconds);
  timer.unref();
  return () => clearTimeout(timer);
}
