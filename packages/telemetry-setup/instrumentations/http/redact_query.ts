/** Query parameters whose values are credentials, as the semantic conventions 1.45 list them. */
const SENSITIVE =
  /(^|&)(X-Amz-Signature|X-Amz-Credential|X-Amz-Security-Token|AWSAccessKeyId|Signature|sig|X-Goog-Signature)=[^&]*/g;

/**
 * Replaces the values of query parameters that hold credentials by `REDACTED`. Names are
 * case-sensitive.
 *
 * @param query Without the leading `?`.
 * @see {@link https://opentelemetry.io/docs/specs/semconv/registry/attributes/url/}
 *
 * @example
 * ```ts
 * import { redactQuery } from "./redact_query.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(redactQuery("player=alice&sig=abc"), "player=alice&sig=REDACTED");
 * ```
 */
export function redactQuery(query: string): string {
  return query.replaceAll(SENSITIVE, "$1$2=REDACTED");
}
