/**
 * Says what an exporter of the configuration is and where it sends to: scheme, host and port only, as
 * the rest of an address may be secret.
 *
 * @param model The exporter, below its name in the configuration model.
 *
 * @example Usage
 * ```ts
 * import { describeExporter } from "./describe_exporter.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(
 *   describeExporter({ otlp_http: { endpoint: "https://me:secret@collector:4318/v1/traces" } }),
 *   "otlp https://collector:4318 (http/protobuf)",
 * );
 * ```
 */
export function describeExporter(model: object | undefined): string {
  const [name = "none", value] = Object.entries(model ?? {})
    .find(([, value]) => value !== undefined) ?? [];
  const options = (value ?? {}) as ExporterOptions;
  switch (name) {
    case "otlp_http": {
      const endpoint = originOf(options.endpoint ?? "http://localhost:4318");
      return `otlp ${endpoint} (http/${options.encoding === "json" ? "json" : "protobuf"})`;
    }
    case "otlp_grpc":
      return `otlp ${originOf(options.endpoint ?? "http://localhost:4317")} (grpc)`;
    case "otlp_file/development": {
      const stream = options.output_stream ?? "stdout";
      return stream === "stdout" ? "otlp/stdout" : "otlp/file";
    }
    case "zipkin":
      return `zipkin ${originOf(options.endpoint ?? "http://localhost:9411")}`;
    case "prometheus/development":
      return `prometheus ${options.host ?? "localhost"}:${options.port ?? 9464}`;
    default:
      return name;
  }
}

interface ExporterOptions {
  readonly endpoint?: string | null;
  readonly encoding?: string | null;
  readonly output_stream?: string | null;
  readonly host?: string | null;
  readonly port?: number | null;
}

/** With gRPC, an endpoint may have no scheme. */
function originOf(endpoint: string): string {
  const url = /^https?:\/\//i.test(endpoint) ? URL.parse(endpoint) : URL.parse(`x://${endpoint}`);
  if (url === null) return "an address that is no URL";
  return url.protocol === "x:" ? url.host : url.origin;
}
