// Hot path: runs for every exported number.

const MAX_INT64 = 2 ** 63;

/** One of the two forms that OTLP has for a measured number. */
export type EncodableNumber = { readonly asDouble: number } | { readonly asInt: number | bigint };

/** Chooses the form of a number; what is no integer of 64 bits is sent as a double. */
export function toNumber(value: number, isInteger: boolean): EncodableNumber {
  if (!isInteger || !Number.isInteger(value) || value < -MAX_INT64 || value >= MAX_INT64) {
    return { asDouble: value };
  }
  return { asInt: Number.isSafeInteger(value) ? value : BigInt(value) };
}
