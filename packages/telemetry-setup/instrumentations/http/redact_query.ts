// Hot path: what is returned runs once a request with a query.

/**
 * Makes what replaces the values of query parameters that hold credentials by `REDACTED`. Names are
 * case-sensitive.
 *
 * @param names The parameters.
 * @returns Takes and returns a query without the leading `?`.
 * @see {@link https://opentelemetry.io/docs/specs/semconv/registry/attributes/url/}
 *
 * @example
 * ```ts
 * import { createQueryRedactor } from "./redact_query.ts";
 * import assert from "node:assert/strict";
 *
 * const redactQuery = createQueryRedactor(["sig"]);
 * assert.equal(redactQuery("player=alice&sig=abc"), "player=alice&sig=REDACTED");
 * ```
 */
export function createQueryRedactor(names: readonly string[]): (query: string) => string {
  if (names.length === 0) return (query) => query;
  const any = names.map((name) => name.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&")).join("|");
  const sensitive = new RegExp(`(^|&)(${any})=[^&]*`, "g");
  const some = new RegExp(sensitive.source);
  return (query) => some.test(query) ? query.replaceAll(sensitive, "$1$2=REDACTED") : query;
}
