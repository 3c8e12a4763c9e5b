/**
 * Host and port of an endpoint, the port always given: what is connected to, and what a permission
 * is asked for.
 *
 * @throws {TypeError} If the endpoint is no URL.
 *
 * @example A port that a URL leaves out
 * ```ts
 * import { endpointHost } from "./endpoint_host.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(endpointHost("http://[::1]:4318/v1/traces"), "[::1]:4318");
 * assert.equal(endpointHost("https://collector"), "collector:443");
 * ```
 */
export function endpointHost(endpoint: string): string {
  const { hostname, port, protocol } = new URL(endpoint);
  return `${hostname}:${port || (protocol === "https:" ? 443 : 80)}`;
}
