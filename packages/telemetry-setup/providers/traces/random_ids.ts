// Hot path: one or two ids a span.
import type { IdGenerator } from "@opentelemetry/sdk-trace";

/** Ids of random bits, each as digits and as bytes. */
export interface RandomIds extends IdGenerator {
  /** In which the id is that was given last; never written to again. */
  readonly bytes: Uint8Array;
  /** Where it is in them. */
  readonly position: number;
}

/** So many are kept alive by an id that is, twice as digits. */
const POOL_BYTES = 1024;
const TRACE_ID_BYTES = 16;
const SPAN_ID_BYTES = 8;

/**
 * Creates ids of random bits, as the specification asks. The system is asked for many at once: the
 * digits of an id are a piece of a long text.
 *
 * @param fillRandomly Fills the array with random bytes. @default what the platform has for keys
 * @see {@link https://opentelemetry.io/docs/specs/otel/trace/sdk/#id-generators}
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { createRandomIds } from "./random_ids.ts";
 *
 * const ids = createRandomIds();
 * assert.match(ids.generateTraceId(), /^[0-9a-f]{32}$/);
 * const spanId = ids.generateSpanId();
 * assert.equal(ids.bytes.subarray(ids.position, ids.position + 8).toHex(), spanId);
 * ```
 */
export function createRandomIds(
  fillRandomly: (bytes: Uint8Array<ArrayBuffer>) => void = (bytes) => crypto.getRandomValues(bytes),
): RandomIds {
  let digits = "";
  let next = 0;
  // Plain members: getters in a closure take V8 as long as all the rest.
  const ids = {
    generateTraceId: () => take(TRACE_ID_BYTES),
    generateSpanId: () => take(SPAN_ID_BYTES),
    bytes: new Uint8Array(),
    position: 0,
  };

  function fill(): void {
    const bytes = new Uint8Array(POOL_BYTES);
    fillRandomly(bytes);
    const words = new Uint32Array(bytes.buffer);
    // Zeros alone are no id. Both kinds are made of whole pairs.
    for (let index = 0; index < words.length; index += 2) {
      if (words[index] === 0 && words[index + 1] === 0) words[index] = 1;
    }
    ids.bytes = bytes;
    digits = bytes.toHex();
    next = 0;
  }

  function take(length: number): string {
    if (next + length > ids.bytes.length) fill();
    const position = ids.position = next;
    next += length;
    return digits.slice(position * 2, next * 2);
  }

  return ids;
}
