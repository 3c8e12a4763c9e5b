// Hot path: runs for every attribute of every item.
/** Joins the parts of what is hashed; text rarely has it. */
export const SEPARATOR = "\u001f";

/**
 * Hashes text to a whole number from 0 to 2^52 - 1: two multiplicative hashes of 32 bits side by
 * side, of which 20 and 32 bits are kept. Not for secrets.
 */
export function hashText(text: string): number {
  let first = 0x9e3779b9;
  let second = 0x7f4a7c15;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    first = Math.imul(first ^ unit, 0x85ebca6b);
    second = Math.imul(second ^ unit, 0xc2b2ae35);
    first ^= first >>> 15;
    second ^= second >>> 13;
  }
  first = Math.imul(first ^ second >>> 16, 0x27d4eb2f);
  second = Math.imul(second ^ first >>> 15, 0x165667b1);
  return ((first ^ first >>> 14) >>> 12) * 2 ** 32 + ((second ^ second >>> 16) >>> 0);
}
