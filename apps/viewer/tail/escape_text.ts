/**
 * Shows what would move the cursor, change colours or turn the direction of a line as an escape: what
 * a terminal shows is what was sent. Line breaks become spaces, so that a text keeps to its line.
 *
 * @example
 * ```ts
 * import { escapeText } from "./escape_text.ts";
 * import { equal } from "node:assert/strict";
 *
 * equal(escapeText("\u001b[31mred\n\u202eelif"), "\\u001b[31mred \\u202eelif");
 * ```
 */
export function escapeText(text: string, maxLength = 1000): string {
  const cut = text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
  return cut.replaceAll(/\r?\n|\t/g, " ").replaceAll(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
