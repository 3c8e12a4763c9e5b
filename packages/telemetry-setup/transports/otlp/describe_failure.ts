import { describeTlsFailure, type TlsContext } from "./describe_tls_failure.ts";

/**
 * One short cause for a request that got no answer, without the URL (its query may hold a secret).
 *
 * @param tls Given where the connection was one over TLS.
 *
 * @example
 * ```ts
 * import { describeFailure } from "./describe_failure.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(describeFailure(new DOMException("", "TimeoutError"), 10_000), "no answer within 10000 ms");
 * ```
 */
export function describeFailure(
  error: unknown,
  timeoutMillis: number,
  tls?: TlsContext,
): string {
  if (!(error instanceof Error)) return "connection failed";
  if (error.name === "TimeoutError") return `no answer within ${timeoutMillis} ms`;
  if (error.name === "AbortError") return "the transport is closed";
  const message = error.cause instanceof Error ? error.cause.message : error.message;
  if (/connection refused|ECONNREFUSED/i.test(message)) return "connection refused";
  const tlsFailure = tls === undefined ? undefined : describeTlsFailure(message, tls);
  if (tlsFailure !== undefined) return tlsFailure;
  // The part behind the URL; of a message without one, all of it.
  const [, cause = message.includes("://") ? "connection failed" : message] =
    /client error \(\w+\): (.*)$/s.exec(message) ?? [];
  return cause.replace(/ \(os error \d+\)$/, "");
}
