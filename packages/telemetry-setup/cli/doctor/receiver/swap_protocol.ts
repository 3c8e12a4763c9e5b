import type { Destination } from "./list_destinations.ts";

/**
 * The same receiver, spoken to by the other protocol: credentials and certificates stay. Tells what a
 * port speaks that does not understand what it was sent.
 *
 * @example Usage
 * ```ts
 * import { swapProtocol } from "./swap_protocol.ts";
 * import assert from "node:assert/strict";
 *
 * const { exporter } = swapProtocol({
 *   signal: "logs",
 *   protocol: "grpc",
 *   url: new URL("http://a:1"),
 *   exporter: { otlp_grpc: { endpoint: "a:1", tls: { insecure: true } } },
 *   path: "",
 * });
 * assert.equal(exporter.otlp_http?.endpoint, "http://a:1/v1/logs");
 * ```
 */
export function swapProtocol(destination: Destination): Destination {
  const { signal, exporter, url } = destination;
  const { encoding: _, ...common } = exporter.otlp_http ?? { ...exporter.otlp_grpc };
  if (destination.protocol === "http") {
    return {
      ...destination,
      protocol: "grpc",
      exporter: { otlp_grpc: { ...common, endpoint: url.origin } },
    };
  }
  const { ca_file = null, cert_file = null, key_file = null } = common.tls ?? {};
  const endpoint = new URL(`/v1/${signal}`, url).href;
  return {
    ...destination,
    protocol: "http",
    exporter: { otlp_http: { ...common, endpoint, tls: { ca_file, cert_file, key_file } } },
  };
}
