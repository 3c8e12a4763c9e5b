// Hot path: runs for every string of every exported record.
import { charCodeAt } from "./char_code_at.ts";
import { varintBytes, writeVarint } from "./varint.ts";

// For more characters TextEncoder is faster than a loop.
const LOOP_CHARACTERS = 48;

const textEncoder = new TextEncoder();

/**
 * Writes the length of a string in UTF-8, and the string; surrogates that are alone become U+FFFD.
 * There has to be room for the length and for three bytes per UTF-16 unit.
 *
 * @returns The position after it.
 */
export function writeText(bytes: Uint8Array, position: number, text: string): number {
  const { length } = text;
  if (length <= LOOP_CHARACTERS) {
    const start = position + 1;
    let index = 0;
    for (; index < length; index++) {
      const code = charCodeAt(text, index);
      if (code > 127) break;
      bytes[start + index] = code;
    }
    if (index === length) {
      bytes[position] = length;
      return start + length;
    }
  }
  // Right for ASCII; else there may be more bytes, and their number may need one more.
  const guess = position + varintBytes(length);
  const { written } = textEncoder.encodeInto(text, bytes.subarray(guess));
  const start = position + varintBytes(written);
  if (start !== guess) bytes.copyWithin(start, guess, guess + written);
  writeVarint(bytes, position, written);
  return start + written;
}
