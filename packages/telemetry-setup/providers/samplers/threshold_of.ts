/** Hexadecimal digits that say something; the specification recommends four. */
const PRECISION = 4;
const MIN_PROBABILITY = 2 ** -56;

/**
 * The rejection threshold for a sampling probability, as 14 hexadecimal digits; `undefined` below
 * 2^-56, where nothing is sampled. A trace is sampled whose randomness is not less.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/trace/tracestate-probability-sampling/#converting-floating-point-probability-to-threshold-value}
 *
 * @example
 * ```ts
 * import { thresholdOf } from "./threshold_of.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(thresholdOf(0.25), "c0000000000000");
 * ```
 */
export function thresholdOf(probability: number, precision = PRECISION): string | undefined {
  if (!(probability >= MIN_PROBABILITY)) return undefined;
  if (probability >= 1) return "0".repeat(14);
  // Small probabilities have thresholds that begin with digits f, which say nothing.
  const { exponent } = split(probability);
  const digits = Math.max(1, Math.min(12, precision + Math.floor(exponent / -4)));
  const rejection = 2 - probability + 0.5 * 16 ** -digits;
  // Between 1 and 2 the fraction of a double is 13 hexadecimal digits.
  const fraction = rejection >= 2 ? "f".repeat(13) : split(rejection).fraction;
  return fraction.slice(0, digits).padEnd(14, "0");
}

/** The exponent for a mantissa from 0.5 to 1, and the 52 bits of the fraction. */
function split(value: number): { readonly exponent: number; readonly fraction: string } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  return {
    exponent: Number((bits >> 52n) & 0x7ffn) - 1022,
    fraction: (bits & 0xfffffffffffffn).toString(16).padStart(13, "0"),
  };
}
