// Hot path: runs several times for every exported record.

/** Writes an unsigned integer of 32 bits, little-endian; V8 calls a function for what a `DataView` does. */
export function writeUint32(bytes: Uint8Array, position: number, value: number): void {
  bytes[position] = value;
  bytes[position + 1] = value >>> 8;
  bytes[position + 2] = value >>> 16;
  bytes[position + 3] = value >>> 24;
}
