/**
 * Hides what may be secret in a text that should be a URL: user, password and query.
 *
 * @example Usage
 * ```ts
 * import { maskUrl } from "./mask_url.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(maskUrl("https://me:secret@host:4318/otlp?key=1"), "https://***@host:4318/otlp?***");
 * ```
 */
export function maskUrl(text: string): string {
  // Most have nothing to hide, and the first use of an expression takes longer than all else here.
  if (!/[@?]/.test(text)) return text;
  return text
    // Up to the last @, wherever it is: in a malformed URL the password may have slashes.
    .replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, "$1***@")
    .replace(/\?.*$/s, "?***");
}
