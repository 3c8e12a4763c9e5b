/** Those who wait until everything that was here when they came was tried. */
export interface PendingFlushes<T> {
  readonly areThere: boolean;
  /**
   * @param options.batches Read, and not settled.
   * @param options.attempt The number of the latest attempt that has begun.
   */
  add(options: { readonly batches: Iterable<T>; readonly attempt: number }): Promise<void>;
  /** A payload came in. */
  put(): void;
  /** A batch of so many of the payloads that came in was read. */
  read(batch: T, payloadCount: number): void;
  /** A batch needs no further attempt. */
  settled(batch: T): void;
  /** An attempt has failed. Who came before it began waits no longer for this receiver. */
  failed(batch: T, attempt: number): void;
  /** Nobody is waited for any more. */
  end(): void;
}

interface Flush<T> {
  readonly since: number;
  /** How many payloads had come in. */
  readonly upTo: number;
  readonly batches: Set<T>;
  readonly resolve: () => void;
}

/**
 * Keeps account of flushes: each waits for what came in before it, and for nothing that comes later,
 * or a busy application would wait forever.
 *
 * @example A flush that waits for one batch
 * ```ts
 * import { createPendingFlushes } from "./pending_flushes.ts";
 * import assert from "node:assert/strict";
 *
 * const flushes = createPendingFlushes<string>();
 * const flushed = flushes.add({ batches: ["under way"], attempt: 1 });
 * assert.equal(flushes.areThere, true);
 * flushes.settled("under way");
 * await flushed;
 * assert.equal(flushes.areThere, false);
 * ```
 */
export function createPendingFlushes<T>(): PendingFlushes<T> {
  let flushes: Flush<T>[] = [];
  let putCount = 0;
  let readCount = 0;

  function finish(isDone: (flush: Flush<T>) => boolean): void {
    const done = flushes.filter(isDone);
    if (done.length === 0) return;
    flushes = flushes.filter((flush) => !done.includes(flush));
    for (const { resolve } of done) resolve();
  }

  function finishTried(): void {
    finish(({ upTo, batches }) => readCount >= upTo && batches.size === 0);
  }

  return {
    get areThere() {
      return flushes.length > 0;
    },
    add({ batches, attempt }) {
      const { promise, resolve } = Promise.withResolvers<void>();
      flushes.push({ since: attempt, upTo: putCount, batches: new Set(batches), resolve });
      finishTried();
      return promise;
    },
    put() {
      putCount++;
    },
    read(batch, payloadCount) {
      for (const { upTo, batches } of flushes) if (readCount < upTo) batches.add(batch);
      readCount += payloadCount;
    },
    settled(batch) {
      for (const { batches } of flushes) batches.delete(batch);
      finishTried();
    },
    failed(batch, attempt) {
      finish(({ since }) => attempt > since);
      for (const { batches } of flushes) batches.delete(batch);
      finishTried();
    },
    end() {
      finish(() => true);
    },
  };
}
