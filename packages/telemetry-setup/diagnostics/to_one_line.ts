/** A receiver's answer may be quoted in a message, and it may be as long as it likes. */
const MAX_LENGTH = 2_000;

/**
 * C0 and C1, the two Unicode line separators, and what reverses the writing direction. By their
 * numbers: to look up `\\p{Cc}` takes longer than all that a start has to say.
 */
// deno-lint-ignore no-control-regex
const UNPRINTABLE = /[\0-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/g;

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
  return text.replace(UNPRINTABLE, escapeCharacter);
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
