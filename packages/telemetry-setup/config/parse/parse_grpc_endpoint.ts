import type { Parsed } from "./parsed.ts";

/** Options of {@linkcode parseGrpcEndpoint}. */
export interface ParseGrpcEndpointOptions {
  /**
   * Whether an endpoint without a scheme is one without TLS.
   *
   * @default false
   */
  readonly insecure?: boolean;
}

/**
 * Parses an endpoint for OTLP over gRPC: an `http` or `https` URL, or `host:port`. The result is
 * always a URL, without a path; its scheme tells whether TLS is used. A scheme in the text has
 * precedence over `insecure`.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/protocol/exporter/#configuration-options}
 *
 * @example Usage
 * ```ts
 * import { parseGrpcEndpoint } from "./parse_grpc_endpoint.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(parseGrpcEndpoint("http://collector:4317"), { value: "http://collector:4317" });
 * assert.deepEqual(parseGrpcEndpoint("collector:4317"), { value: "https://collector:4317" });
 * assert.deepEqual(parseGrpcEndpoint("collector:4317", { insecure: true }), {
 *   value: "http://collector:4317",
 * });
 * ```
 */
export function parseGrpcEndpoint(
  text: string,
  options: ParseGrpcEndpointOptions = {},
): Parsed<string> {
  const { insecure = false } = options;
  const hasScheme = /^https?:\/\/[^/]/i.test(text);
  // A host, or an IPv6 address in brackets, and a port or none.
  const isAuthority = /^(\[[^\]/]+\]|[^:/?#@\s]+)(:\d+)?$/.test(text);
  if (!hasScheme && !isAuthority) return { expected: EXPECTED };

  const url = URL.parse(hasScheme ? text : `${insecure ? "http" : "https"}://${text}`);
  if (url === null) return { expected: EXPECTED };
  const value = `${url.protocol}//${url.host}`;
  if (url.username !== "" || url.password !== "") {
    return { value, expected: "no user and password with gRPC", used: value };
  }
  if (url.pathname !== "/" || url.search !== "") {
    return { value, expected: "no path with gRPC", used: value };
  }
  return { value };
}

const EXPECTED = "a URL like http://localhost:4317, or host:port";
