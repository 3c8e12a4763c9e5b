const URLS = /[a-z][a-z0-9+.-]{0,30}:\/\/[^\s"'<>`]+/gi;
const PUNCTUATION = ").,:;!]}";

/**
 * Makes what redacts every URL in a text, such as the message of an error.
 *
 * @param redactUrl What is done with each URL.
 *
 * @example
 * ```ts
 * import { createTextRedactor } from "./redact_text.ts";
 * import { createUrlRedactor } from "./redact_url.ts";
 * import assert from "node:assert/strict";
 *
 * const redactText = createTextRedactor(createUrlRedactor((query) => query));
 * assert.equal(
 *   redactText("cannot reach (http://me:secret@dice.example/): refused"),
 *   "cannot reach (http://REDACTED:REDACTED@dice.example/): refused",
 * );
 * ```
 */
export function createTextRedactor(
  redactUrl: (url: string) => string,
): (text: string) => string {
  return (text) => {
    if (!text.includes("://")) return text;
    return text.replaceAll(URLS, (found) => {
      // What the sentence goes on with is no part of the URL.
      let end = found.length;
      while (PUNCTUATION.includes(found.charAt(end - 1))) end--;
      return redactUrl(found.slice(0, end)) + found.slice(end);
    });
  };
}
