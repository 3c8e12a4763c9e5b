// Hot path: runs for most strings of every decoded message.

/** The longest text that is kept, in bytes. */
export const MAX_SHORT_BYTES = 32;

const SLOTS = 4096;
const texts: string[] = new Array(SLOTS).fill("");
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * Reads a short text of ASCII characters. Keys of attributes and many of their values come again and
 * again: the last ones are kept, at most {@linkcode MAX_SHORT_BYTES} characters in each of a fixed
 * number of slots, as to find a string is several times faster than to make it.
 *
 * @returns The text; nothing where it has other characters.
 */
export function readShortText(
  bytes: Uint8Array,
  start: number,
  length: number,
): string | undefined {
  const end = start + length;
  let hash = length;
  for (let index = start; index < end; index++) {
    const byte = bytes[index]!;
    if (byte > 127) return undefined;
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  const slot = (hash ^ hash >>> 15) & SLOTS - 1;
  const kept = texts[slot]!;
  if (isText(kept, bytes, start, length)) return kept;
  return texts[slot] = decoder.decode(bytes.subarray(start, end));
}

function isText(text: string, bytes: Uint8Array, start: number, length: number): boolean {
  if (text.length !== length) return false;
  for (let index = 0; index < length; index++) {
    if (text.charCodeAt(index) !== bytes[start + index]) return false;
  }
  return true;
}
