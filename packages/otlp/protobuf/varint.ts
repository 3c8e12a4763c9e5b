// Hot path: runs several times for every field of every exported record.

/** The most bytes that a varint can have. */
export const MAX_VARINT_BYTES = 10;

/** How many bytes an unsigned integer of 32 bits takes as a varint. */
export function varintBytes(value: number): number {
  if (value < 2 ** 7) return 1;
  if (value < 2 ** 14) return 2;
  if (value < 2 ** 21) return 3;
  return value < 2 ** 28 ? 4 : 5;
}

/**
 * Writes an unsigned integer of 32 bits as a varint.
 *
 * @returns The position after it.
 */
export function writeVarint(bytes: Uint8Array, position: number, value: number): number {
  while (value > 127) {
    bytes[position++] = value & 127 | 128;
    value >>>= 7;
  }
  bytes[position++] = value;
  return position;
}

/**
 * Writes the integer of 64 bits at the start of `halves`, little-endian, as a varint.
 *
 * @returns The position after it.
 */
export function writeVarint64(bytes: Uint8Array, position: number, halves: DataView): number {
  let low = halves.getUint32(0, true);
  let high = halves.getUint32(4, true);
  while (high > 0) {
    bytes[position++] = low & 127 | 128;
    low = (low >>> 7 | high << 25) >>> 0;
    high >>>= 7;
  }
  return writeVarint(bytes, position, low);
}
