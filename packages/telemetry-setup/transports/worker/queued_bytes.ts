/** What one thread hands over and another one delivers, counted where all threads see it. */
export interface QueuedBytes {
  /** To be given to other threads. */
  readonly memory: SharedArrayBuffer;
  /** Handed over and not settled, in bytes. */
  readonly value: number;
  add(bytes: number): void;
}

/** What a payload takes in memory besides its bytes, on both threads together. */
export const PAYLOAD_OVERHEAD_BYTES = 2000;

/**
 * Counts bytes for several threads. Whoever hands a payload over adds them, whoever delivers it takes
 * them away: so those of a thread that has ended count as long as they are there.
 *
 * @param memory That of another thread. @default a new count
 *
 * @example
 * ```ts
 * import { createQueuedBytes } from "./queued_bytes.ts";
 * import assert from "node:assert/strict";
 *
 * const here = createQueuedBytes();
 * const elsewhere = createQueuedBytes(here.memory);
 * here.add(500);
 * elsewhere.add(-200);
 * assert.equal(here.value, 300);
 * ```
 */
export function createQueuedBytes(
  memory: SharedArrayBuffer = new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT),
): QueuedBytes {
  const count = new BigInt64Array(memory);
  return {
    memory,
    get value() {
      return Number(Atomics.load(count, 0));
    },
    add(bytes) {
      Atomics.add(count, 0, BigInt(bytes));
    },
  };
}
