/** What one thread hands over and another one delivers, counted where all threads see it. */
export interface QueuedBytes {
  /** To be given to other threads. */
  readonly memory: SharedArrayBuffer;
  /** Handed over and not settled, in bytes. */
  readonly value: number;
  /** Of it, what is for one destination; one in some hundreds is counted with another one. */
  valueFor(destination: string): number;
  add(bytes: number, destination: string): void;
  /** Adds all that is counted elsewhere. */
  addAll(other: Pick<QueuedBytes, "memory">): void;
}

/** What a payload takes in memory besides its bytes, on both threads together. */
export const PAYLOAD_OVERHEAD_BYTES = 2000;

/**
 * Places for destinations, found by a hash of their names: threads need not agree on anything else, and
 * memory that they share does not grow.
 */
const PLACES = 509;

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
 * here.add(500, "http://a");
 * here.add(100, "http://b");
 * elsewhere.add(-200, "http://a");
 * assert.equal(here.value, 400);
 * assert.equal(here.valueFor("http://a"), 300);
 * ```
 */
export function createQueuedBytes(
  memory: SharedArrayBuffer = new SharedArrayBuffer(
    (1 + PLACES) * BigInt64Array.BYTES_PER_ELEMENT,
  ),
): QueuedBytes {
  /** The first one is that of all destinations. */
  const counts = new BigInt64Array(memory);
  return {
    memory,
    get value() {
      return Number(Atomics.load(counts, 0));
    },
    valueFor: (destination) => Number(Atomics.load(counts, placeOf(destination))),
    add(bytes, destination) {
      const count = BigInt(bytes);
      Atomics.add(counts, 0, count);
      Atomics.add(counts, placeOf(destination), count);
    },
    addAll(other) {
      new BigInt64Array(other.memory).forEach((count, place) => Atomics.add(counts, place, count));
    },
  };
}

/** The hash is FNV-1a. */
function placeOf(destination: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < destination.length; index++) {
    hash = Math.imul(hash ^ destination.charCodeAt(index), 0x01000193);
  }
  return 1 + (hash >>> 0) % PLACES;
}
