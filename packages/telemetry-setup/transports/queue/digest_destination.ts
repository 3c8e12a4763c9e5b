import process from "node:process";
import type { OtlpTransportConfig } from "../transport_config.ts";

/**
 * A digest of everything that says who receives a payload: protocol, endpoint and headers, in which
 * credentials may be. Nothing can be read from it.
 *
 * @example Another header is another destination
 * ```ts
 * import { digestDestination } from "./digest_destination.ts";
 * import assert from "node:assert/strict";
 *
 * const config = {
 *   protocol: "http",
 *   endpoint: "http://localhost:4318/v1/traces",
 *   timeoutMillis: 10_000,
 *   compression: "none",
 *   userAgent: "example",
 * } as const;
 * const one = digestDestination({ ...config, headers: { tenant: "one" } });
 * const two = digestDestination({ ...config, headers: { tenant: "two" } });
 * assert.match(one, /^[0-9a-f]{32}$/);
 * assert.notEqual(one, two);
 * ```
 */
export function digestDestination(
  { protocol, endpoint, headers }: OtlpTransportConfig,
): string {
  const sorted = Object.entries(headers).sort(([one], [other]) => one < other ? -1 : 1);
  // Only where something is kept on disk; loading it takes a few milliseconds.
  const { createHash } = process.getBuiltinModule("node:crypto");
  return createHash("sha256").update(JSON.stringify([protocol, endpoint, sorted]))
    .digest("hex").slice(0, 32);
}
