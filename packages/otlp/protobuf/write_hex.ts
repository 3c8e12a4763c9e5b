// Hot path: runs for every id of every exported record.
import { charCodeAt } from "./char_code_at.ts";

const DIGIT_VALUES = new Int8Array(128).fill(-1);
for (let value = 0; value < 16; value++) {
  const digit = value.toString(16);
  DIGIT_VALUES[digit.charCodeAt(0)] = value;
  DIGIT_VALUES[digit.toUpperCase().charCodeAt(0)] = value;
}

/**
 * Writes the bytes that hexadecimal digits of either case stand for.
 *
 * @returns The position after them.
 * @throws {SyntaxError} If there is another character, or an odd number of digits.
 */
export function writeHex(bytes: Uint8Array, position: number, digits: string): number {
  const { length } = digits;
  // Becomes negative with the first character that is no digit.
  let valid = length & 1 ? -1 : 0;
  for (let index = 0; index + 1 < length; index += 2) {
    const high = DIGIT_VALUES[charCodeAt(digits, index)] ?? -1;
    const low = DIGIT_VALUES[charCodeAt(digits, index + 1)] ?? -1;
    valid |= high | low;
    bytes[position++] = high << 4 | low;
  }
  if (valid < 0) {
    throw new SyntaxError("Cannot encode an id: it is not pairs of hexadecimal digits");
  }
  return position;
}
