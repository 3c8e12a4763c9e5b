// Hot path: one or two ids a span.
import type { IdGenerator } from "@opentelemetry/sdk-trace";

/** Digits of so many bytes are kept alive by an id that is. */
const POOL_BYTES = 1024;
const TRACE_ID_DIGITS = 32;
const SPAN_ID_DIGITS = 16;

/**
 * Creates ids of random bits, as the specification asks. The system is asked for many at once: an id
 * is a piece of a long text.
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
 * assert.match(ids.generateSpanId(), /^[0-9a-f]{16}$/);
 * ```
 */
export function createRandomIds(
  fillRandomly: (bytes: Uint8Array<ArrayBuffer>) => void = (bytes) => crypto.getRandomValues(bytes),
): IdGenerator {
  const bytes = new Uint8Array(POOL_BYTES);
  const words = new BigUint64Array(bytes.buffer);
  let digits = "";
  let next = 0;

  function take(length: number): string {
    if (next + length > digits.length) {
      fillRandomly(bytes);
      // Zeros alone are no id. Both kinds are made of whole words.
      for (let index = 0; index < words.length; index++) if (words[index] === 0n) words[index] = 1n;
      digits = bytes.toHex();
      next = 0;
    }
    return digits.slice(next, next += length);
  }

  return {
    generateTraceId: () => take(TRACE_ID_DIGITS),
    generateSpanId: () => take(SPAN_ID_DIGITS),
  };
}
