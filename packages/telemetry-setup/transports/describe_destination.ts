/**
 * The part of an endpoint that may be shown: scheme, host and port. Credentials and queries are
 * secrets, and the path says nothing that helps.
 *
 * @example Credentials are left out
 * ```ts
 * import { describeDestination } from "./describe_destination.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(
 *   describeDestination("https://user:secret@collector:4318/v1/traces?token=1"),
 *   "https://collector:4318",
 * );
 * ```
 */
export function describeDestination(endpoint: string): string {
  return URL.parse(endpoint)?.origin ?? "the configured endpoint";
}
