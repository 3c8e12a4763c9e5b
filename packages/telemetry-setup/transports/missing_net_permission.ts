import { endpointHost } from "./endpoint_host.ts";

/**
 * Why an endpoint must not be connected to, with the flag to add; `undefined` where it may be. Never
 * asks the user.
 *
 * @throws {TypeError} If the endpoint is no URL.
 */
export function missingNetPermission(endpoint: string): string | undefined {
  const host = endpointHost(endpoint);
  if (Deno.permissions.querySync({ name: "net", host }).state === "granted") return undefined;
  return `not permitted; add --allow-net=${host}`;
}
