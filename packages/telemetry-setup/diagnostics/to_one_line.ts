/** A receiver's answer may be quoted in a message, and it may be as long as it likes. */
const MAX_LENGTH = 2_000;

/**
 * Escapes control characters, so that a text is one line whatever it quotes, and cuts what is too
 * long.
 *
 * @example Usage
 * ```ts
 * import { toOneLine } from "./to_one_line.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(toOneLine("two\nlines"), "two\\nlines");
 * ```
 */
export function toOneLine(message: string): string {
  const text = message.length > MAX_LENGTH ? `${message.slice(0, MAX_LENGTH)}…` : message;
  // Besides C0 and C1: the two Unicode line separators, and what reverses the writing direction.
  return text.replace(/[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu, escapeCharacter);
}

function escapeCharacter(character: string): string {
  switch (character) {
    case "\n":
      return "\\n";
    case "\r":
      return "\\r";
    case "\t":
      return "\\t";
    default:
      return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  }
}
