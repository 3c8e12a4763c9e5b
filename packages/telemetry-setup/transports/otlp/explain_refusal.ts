import type { Verdict } from "../transport.ts";

/** Unauthorized and UNAUTHENTICATED: the receiver does not know who is sending. */
const UNKNOWN_SENDER = /^(?:(?:HTTP )?status 401|gRPC status 16)\b/;

/**
 * Adds to a refusal for want of credentials what is known on this side: whether there are any. Many
 * receivers say the same for none and for wrong ones. Names and values of headers are left out.
 *
 * @param headers Those that are configured.
 *
 * @example A receiver that wants to know who is sending
 * ```ts
 * import { explainRefusal } from "./explain_refusal.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(explainRefusal({ outcome: "refused", reason: "status 401" }, {}), {
 *   outcome: "refused",
 *   reason: "status 401; no credentials are configured",
 * });
 * ```
 */
export function explainRefusal(
  verdict: Verdict,
  headers: Readonly<Record<string, string>>,
): Verdict {
  if (verdict.outcome !== "refused" || !UNKNOWN_SENDER.test(verdict.reason)) return verdict;
  const known = Object.keys(headers).length === 0
    ? "no credentials are configured"
    : "the configured headers are not accepted";
  return { ...verdict, reason: `${verdict.reason}; ${known}` };
}
