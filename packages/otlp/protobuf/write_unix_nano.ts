// Hot path: runs twice for every span that is encoded as it ends.
import { writeUint32 } from "./write_uint32.ts";

const TWO_POW_16 = 2 ** 16;
const TWO_POW_32 = 2 ** 32;

// Most times that are written one after the other are within one second: its nanoseconds, in halves.
let lastSeconds = 0;
let lastLow = 0;
let lastHigh = 0;

/**
 * Writes seconds and nanoseconds as one unsigned integer of 64 bits, little-endian: nanoseconds.
 *
 * @param seconds An integer from 0 to 2^34.
 * @param nanos An integer from 0 to 2^32 - 1.
 */
export function writeUnixNano(
  bytes: Uint8Array,
  position: number,
  { seconds, nanos }: { readonly seconds: number; readonly nanos: number },
): void {
  if (seconds !== lastSeconds) multiply(seconds);
  const low = lastLow + nanos;
  const isOver = low >= TWO_POW_32;
  writeUint32(bytes, position, isOver ? low - TWO_POW_32 : low);
  writeUint32(bytes, position + 4, isOver ? lastHigh + 1 : lastHigh);
}

function multiply(seconds: number): void {
  // No number has bits enough for the product: its upper and its lower part apart.
  const upper = Math.floor(seconds / TWO_POW_16) * 1e9;
  const lower = seconds % TWO_POW_16 * 1e9 + upper % TWO_POW_16 * TWO_POW_16;
  lastSeconds = seconds;
  lastLow = lower % TWO_POW_32;
  lastHigh = Math.floor(lower / TWO_POW_32) + Math.floor(upper / TWO_POW_16);
}
