import { parseHeaders } from "./parse/parse_headers.ts";

/** The headers of an exporter, as the configuration model has them. */
export interface HeadersModel {
  /** Has precedence; a `null` value is no header. */
  readonly headers?: readonly { readonly name: string; readonly value?: string | null }[];
  /** In the form of OTEL_EXPORTER_OTLP_HEADERS. */
  readonly headers_list?: string | null;
}

/**
 * Merges an exporter's two settings for headers. A name is there once, in whatever case. A list
 * that cannot be read counts as empty.
 *
 * @example Both settings
 * ```ts
 * import { mergeHeaders } from "./merge_headers.ts";
 * import assert from "node:assert/strict";
 *
 * const headers = [{ name: "Api-Key", value: "1" }];
 * assert.deepEqual(mergeHeaders({ headers, headers_list: "api-key=2,tenant=blue%20team" }), {
 *   "Api-Key": "1",
 *   tenant: "blue team",
 * });
 * ```
 */
export function mergeHeaders({ headers = [], headers_list }: HeadersModel): Record<string, string> {
  const listed = parseHeaders(headers_list ?? "").value ?? [];
  const merged = new Map<string, [name: string, value: string]>();
  for (const { name, value } of [...listed, ...headers]) {
    if (typeof value === "string") merged.set(name.toLowerCase(), [name, value]);
  }
  return Object.fromEntries(merged.values());
}
