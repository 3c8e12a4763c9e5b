// Hot path: what is returned runs once an outgoing request.

const CREDENTIALS = /^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i;

/**
 * Makes what takes credentials out of URLs: user and password become `REDACTED:REDACTED`, and the
 * query is redacted by the given function. What looks like no URL stays as it is, but for its query.
 *
 * @param redactQuery Takes and returns a query without the leading `?`.
 * @see {@link https://opentelemetry.io/docs/specs/semconv/registry/attributes/url/}
 *
 * @example
 * ```ts
 * import { createUrlRedactor } from "./redact_url.ts";
 * import { createQueryRedactor } from "./redact_query.ts";
 * import assert from "node:assert/strict";
 *
 * const redactUrl = createUrlRedactor(createQueryRedactor(["sig"]));
 * assert.equal(
 *   redactUrl("https://me:secret@dice.example/roll?rolls=2&sig=abc#top"),
 *   "https://REDACTED:REDACTED@dice.example/roll?rolls=2&sig=REDACTED#top",
 * );
 * ```
 */
export function createUrlRedactor(
  redactQuery: (query: string) => string,
): (url: string) => string {
  return (url) => {
    const anonymous = url.includes("@") ? url.replace(CREDENTIALS, "$1REDACTED:REDACTED@") : url;
    const hash = anonymous.indexOf("#");
    const end = hash === -1 ? anonymous.length : hash;
    const mark = anonymous.indexOf("?");
    if (mark === -1 || mark > end) return anonymous;
    const query = redactQuery(anonymous.slice(mark + 1, end));
    return anonymous.slice(0, mark + 1) + query + anonymous.slice(end);
  };
}
