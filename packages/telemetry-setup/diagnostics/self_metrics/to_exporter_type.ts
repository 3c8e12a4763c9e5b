import type { Signal } from "../../transports/transport.ts";

const WORDS = { traces: "span", metrics: "metric", logs: "log" } as const;
const EXPORTERS = {
  otlp_http: "otlp_http",
  otlp_grpc: "otlp_grpc",
  zipkin: "zipkin_http",
  console: "console",
  "otlp_file/development": "otlp_file",
} as const;

/** An exporter as the configuration names it: one key, and its options. */
export type NamedExporter = { readonly [Name in keyof typeof EXPORTERS]?: object | null };

/**
 * What the conventions call an exporter in `otel.component.type`; the console's and files' have a
 * name of the same form, as the conventions list none.
 *
 * @see {@link https://opentelemetry.io/docs/specs/semconv/registry/attributes/otel/}
 *
 * @example
 * ```ts
 * import { toExporterType } from "./to_exporter_type.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(toExporterType("traces", { otlp_http: { encoding: "json" } }), "otlp_http_json_span_exporter");
 * ```
 */
export function toExporterType(signal: Signal, exporter: NamedExporter): string {
  const [name, options] = Object.entries(exporter)[0] ?? [];
  const isJson = name === "otlp_http" && options !== null && typeof options === "object" &&
    "encoding" in options && options.encoding === "json";
  const kind = EXPORTERS[name as keyof typeof EXPORTERS] ?? "unknown";
  return `${kind}${isJson ? "_json" : ""}_${WORDS[signal]}_exporter`;
}
