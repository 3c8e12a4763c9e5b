const IP_ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[\da-f:.]+\])$/i;

/**
 * Whether a request that names this host was meant for us. A page of somebody else whose name
 * resolves to this machine (DNS rebinding) sends that name; an address or localhost cannot be one.
 *
 * @param host The Host header, or `:authority`.
 * @param ownName The name that the viewer was told to listen on.
 *
 * @example
 * ```ts
 * import { isAllowedHost } from "./is_allowed_host.ts";
 * import { equal } from "node:assert/strict";
 *
 * equal(isAllowedHost("localhost:4319"), true);
 * equal(isAllowedHost("evil.example:4319"), false);
 * ```
 */
export function isAllowedHost(host: string | undefined, ownName?: string): boolean {
  if (host === undefined) return false;
  const name = host.replace(/:\d*$/, "").toLowerCase();
  return name === "localhost" || name.endsWith(".localhost") || IP_ADDRESS.test(name) ||
    (ownName !== undefined && name === ownName.toLowerCase());
}
