/**
 * Makes a name that Prometheus takes: everything but letters, digits and `_` becomes `_`, several
 * of which become one.
 *
 * @param colons Whether `:` may stand there, as in names of metrics.
 * @see {@link https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/#metric-attributes}
 *
 * @example The name of an attribute
 * ```ts
 * import { equal } from "node:assert/strict";
 *
 * equal(sanitizeName("http.response.status_code"), "http_response_status_code");
 * ```
 */
export function sanitizeName(
  name: string,
  { colons = false }: { readonly colons?: boolean } = {},
): string {
  const allowed = name.replace(colons ? /[^a-zA-Z0-9_:]/g : /[^a-zA-Z0-9_]/g, "_");
  const sanitized = allowed.replace(/_{2,}/g, "_");
  return /^\d/.test(sanitized) || sanitized === "" ? `_${sanitized}` : sanitized;
}
