// Hot path: runs for most attributes of every span that is encoded as it ends.
import { charCodeAt } from "./char_code_at.ts";
import { varintBytes, writeVarint } from "./varint.ts";

/** More do not fit into a message whose length takes one byte, with all that stands around them. */
const MAX_CHARACTERS = 96;

const KEY = 1 << 3 | 2;
const VALUE = 2 << 3 | 2;
const STRING_VALUE = 1 << 3 | 2;
const BOOL_VALUE = 2 << 3;
const INT_VALUE = 3 << 3;

/** How much room has to be there, at most. */
export const SHORT_ATTRIBUTE_BYTES = 128;

/**
 * Writes a field that is an attribute in one go, if key and value are such that all of its lengths take
 * one byte, as most do: ASCII text, booleans, and integers from 0 to 2^32 - 1.
 *
 * @param field Its number, at most 15.
 * @returns The position after it; -1 if it has to be written otherwise, whatever was written here.
 */
export function writeShortAttribute(
  bytes: Uint8Array,
  position: number,
  { field, key, value }: {
    readonly field: number;
    readonly key: string;
    readonly value: string | number | boolean;
  },
): number {
  const keyLength = key.length;
  if (keyLength === 0 || keyLength > MAX_CHARACTERS) return -1;
  let next = position + 2;
  bytes[next++] = KEY;
  bytes[next++] = keyLength;
  // Has a bit above those of ASCII as soon as one character has.
  let all = 0;
  for (let index = 0; index < keyLength; index++) {
    const code = charCodeAt(key, index);
    all |= code;
    bytes[next++] = code;
  }
  bytes[next++] = VALUE;
  if (typeof value === "string") {
    const { length } = value;
    if (keyLength + length > MAX_CHARACTERS) return -1;
    bytes[next++] = length + 2;
    bytes[next++] = STRING_VALUE;
    bytes[next++] = length;
    for (let index = 0; index < length; index++) {
      const code = charCodeAt(value, index);
      all |= code;
      bytes[next++] = code;
    }
  } else if (typeof value === "boolean") {
    bytes[next++] = 2;
    bytes[next++] = BOOL_VALUE;
    bytes[next++] = value ? 1 : 0;
  } else {
    if (value >>> 0 !== value) return -1;
    bytes[next++] = 1 + varintBytes(value);
    bytes[next++] = INT_VALUE;
    next = writeVarint(bytes, next, value);
  }
  if (all > 127) return -1;
  bytes[position] = field << 3 | 2;
  bytes[position + 1] = next - position - 2;
  return next;
}
