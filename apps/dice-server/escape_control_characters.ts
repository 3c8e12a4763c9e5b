const SHORT_ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

// Cc has ESC, the line breaks of ASCII and the C1 range; the two separators are line breaks to some
// readers; the bidirectional controls can make a line read as another one.
const UNSAFE = /[\p{Cc}\u2028\u2029\p{Bidi_Control}]/gu;

/**
 * Makes text safe to print on one line of a terminal or of a log file: line breaks, ANSI escapes
 * and other control characters become visible escapes, all else stays as it is.
 *
 * @param text Any text, of any length; nothing is cut.
 * @returns The text without control characters.
 *
 * @example A name that tries to forge a log line
 * ```ts
 * import { escapeControlCharacters } from "./escape_control_characters.ts";
 * import { equal } from "node:assert/strict";
 *
 * equal(escapeControlCharacters("eve\n\x1b[2Jroot"), String.raw`eve\n\x1b[2Jroot`);
 * ```
 */
export function escapeControlCharacters(text: string): string {
  return text.replace(UNSAFE, (character) => {
    const code = character.charCodeAt(0);
    return SHORT_ESCAPES[character] ??
      (code < 0x100 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`);
  });
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, "0");
}
