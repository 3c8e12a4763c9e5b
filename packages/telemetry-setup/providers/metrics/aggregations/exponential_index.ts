// Hot path: runs for every measurement of an exponential histogram.

const LEAST_NORMAL = 2 ** -1022;
const MIN_EXPONENT = -1022;
const MAX_EXPONENT = 1023;

const view = new DataView(new ArrayBuffer(8));

/**
 * The bucket that a value falls into, at a scale: bucket `i` has the values above `base ** i` up to
 * and including `base ** (i + 1)`, with `base = 2 ** (2 ** -scale)`. Values that are too small to be
 * normal numbers are in the bucket of the least normal one.
 *
 * @param value Above 0, finite.
 * @param scale From -10 to 20.
 * @see {@link https://opentelemetry.io/docs/specs/otel/metrics/data-model/#exponentialhistogram}
 *
 * @example
 * ```ts
 * import { exponentialIndex } from "./exponential_index.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual([1, 1.5, 2, 3, 4].map((value) => exponentialIndex(value, 0)), [-1, 0, 0, 1, 1]);
 * ```
 */
export function exponentialIndex(value: number, scale: number): number {
  if (value <= LEAST_NORMAL) return lowest(scale);
  view.setFloat64(0, value);
  const high = view.getUint32(0);
  const exponent = ((high & 0x7ff0_0000) >> 20) - MAX_EXPONENT;
  const isPower = (high & 0xf_ffff) === 0 && view.getUint32(4) === 0;
  if (scale <= 0) return (isPower ? exponent - 1 : exponent) >> -scale;
  // Logarithms of powers of two are not exact, and each is the last value of its bucket.
  if (isPower) return (exponent << scale) - 1;
  const index = Math.floor(Math.log(value) * (Math.LOG2E * 2 ** scale));
  return Math.min(index, ((MAX_EXPONENT + 1) << scale) - 1);
}

function lowest(scale: number): number {
  return scale > 0 ? (MIN_EXPONENT << scale) - 1 : (MIN_EXPONENT - 1) >> -scale;
}
