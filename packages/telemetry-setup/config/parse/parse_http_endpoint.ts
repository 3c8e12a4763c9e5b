import type { Parsed } from "./parsed.ts";

/**
 * Parses an endpoint for OTLP over HTTP: an `http` or `https` URL. A URL without a path gets the
 * root path; nothing else is changed, but a fragment, which is never sent, is left out.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/protocol/exporter/#endpoint-urls-for-otlphttp}
 *
 * @example Usage
 * ```ts
 * import { parseHttpEndpoint } from "./parse_http_endpoint.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(parseHttpEndpoint("http://collector:4318"), { value: "http://collector:4318/" });
 * assert.deepEqual(parseHttpEndpoint("collector:4318"), {
 *   expected: "a URL like http://localhost:4318",
 * });
 * ```
 */
export function parseHttpEndpoint(text: string): Parsed<string> {
  // URL alone would take `http:collector` too.
  const url = /^https?:\/\/[^/]/i.test(text) ? URL.parse(text) : null;
  if (url === null) return { expected: "a URL like http://localhost:4318" };
  url.hash = "";
  return { value: url.href };
}
