// Hot path: add() runs once a span and once a log record.
import type { RecordCollector } from "./record_collector.ts";

/** Options of {@linkcode createBatchQueue}. Times in milliseconds. */
export interface BatchQueueOptions<T> {
  /** Records that are a full batch. Handed over together at most, but where `joinMillis` is above 0. */
  readonly maxExportBatchSize: number;
  /** The longest that a record waits for others. */
  readonly scheduledDelayMillis: number;
  /**
   * The longest that it waits here; the rest of the delay it waits where it was handed over to.
   *
   * @default the whole delay
   */
  readonly maxWaitHereMillis?: number;
  /**
   * The longest that a batch waits once it is full, while the collector takes what comes: at a high
   * rate, fewer and larger pieces leave. No record waits longer here than `maxWaitHereMillis`.
   *
   * @default 0: a full batch leaves at once
   */
  readonly joinMillis?: number;
  /**
   * Records that may wait, here or where they were handed over to; further ones are dropped.
   *
   * @default no bound: where they are handed over to, their bytes are bounded
   */
  readonly limit?: {
    readonly maxQueueSize: number;
    /** How many were handed over and are still waiting. */
    readonly waitingElsewhere: () => number;
  };
  /**
   * Hands a batch over, before it returns.
   *
   * @param lingerMillis How much longer it may wait for others.
   */
  readonly handOver: (batch: readonly T[], lingerMillis: number) => void;
  /**
   * Is asked first to take a record, and hands over by itself what it took.
   *
   * @default all records are handed over as they are
   */
  readonly collector?: RecordCollector<T> | undefined;
  /** Waits until everything that was handed over was tried. */
  readonly flush: () => Promise<void>;
  /** Called with the number of records dropped: too many were waiting. */
  readonly onDrop: (count: number) => void;
  /** Calls back after a time without keeping the process alive; returns how to cancel it. */
  readonly setTimer?: (callback: () => void, milliseconds: number) => () => void;
}

/** Collects records, and hands them over in batches. */
export interface BatchQueue<T> {
  /** How many records are waiting here. */
  readonly size: number;
  /** Takes a record, drops it when too many wait, ignores it once closed. Never throws. */
  add(record: T): void;
  /** Hands over everything that is here now, and waits until it was tried. */
  forceFlush(): Promise<void>;
  /** Hands everything over now, without waiting: for the end of the process. */
  flushNow(): void;
  /** Flushes and takes nothing more. */
  close(): Promise<void>;
}

/**
 * Collects records and hands them over in batches, as the specification's batch processors do: a
 * full batch at once, any other when its first record has waited long enough. It never waits for
 * the receiver.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/trace/sdk/#batching-processor}
 *
 * @example A full batch leaves at once
 * ```ts
 * import { createBatchQueue } from "./batch_queue.ts";
 * import assert from "node:assert/strict";
 *
 * const batches: (readonly string[])[] = [];
 * const queue = createBatchQueue<string>({
 *   maxExportBatchSize: 2,
 *   scheduledDelayMillis: 5000,
 *   handOver: (batch) => batches.push(batch),
 *   flush: () => Promise.resolve(),
 *   onDrop() {},
 * });
 * for (const record of ["a", "b", "c"]) queue.add(record);
 * assert.deepEqual(batches, [["a", "b"]]);
 * await queue.close();
 * assert.deepEqual(batches, [["a", "b"], ["c"]]);
 * ```
 */
export function createBatchQueue<T>(options: BatchQueueOptions<T>): BatchQueue<T> {
  const { maxExportBatchSize, scheduledDelayMillis, handOver, flush, onDrop } = options;
  const { collector, limit, joinMillis = 0, setTimer = setUnreferencedTimer } = options;
  const waitMillis = Math.min(scheduledDelayMillis, options.maxWaitHereMillis ?? Infinity);
  const lingerMillis = scheduledDelayMillis - waitMillis;
  let queue: T[] = [];
  let cancelTimer: (() => void) | undefined;
  let closed = false;

  function add(record: T): void {
    if (closed) return;
    if (limit !== undefined && size() + limit.waitingElsewhere() >= limit.maxQueueSize) {
      onDrop(1);
      return;
    }
    if (collector?.add(record) !== true) queue.push(record);
    const count = size();
    if (count < maxExportBatchSize && collector?.isFull !== true) {
      cancelTimer ??= setTimer(onTimer, waitMillis);
    } else if (joinMillis === 0 || queue.length > 0 || collector?.isFull === true) leave(0);
    else if (count === maxExportBatchSize) beginJoining();
  }

  /** A full batch is not held for the whole delay. */
  function beginJoining(): void {
    if (cancelTimer !== undefined && waitMillis <= joinMillis) return;
    cancelTimer?.();
    cancelTimer = setTimer(onTimer, Math.min(joinMillis, waitMillis));
  }

  function size(): number {
    return queue.length + (collector?.size ?? 0);
  }

  function onTimer(): void {
    leave(size() >= maxExportBatchSize ? 0 : lingerMillis);
  }

  function leave(lingerMillis: number): void {
    cancelTimer?.();
    cancelTimer = undefined;
    collector?.handOver(lingerMillis);
    if (queue.length === 0) return;
    const batch = queue;
    queue = [];
    handOver(batch, lingerMillis);
  }

  function forceFlush(): Promise<void> {
    leave(0);
    return flush();
  }

  return {
    get size() {
      return size();
    },
    add,
    forceFlush,
    flushNow: () => leave(0),
    close() {
      closed = true;
      return forceFlush();
    },
  };
}

function setUnreferencedTimer(callback: () => void, milliseconds: number): () => void {
  const timer = setTimeout(callback, milliseconds);
  timer.unref();
  return () => clearTimeout(timer);
}
