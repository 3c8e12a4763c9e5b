import type {
  OtlpGrpcExporterConfigModel,
  OtlpHttpExporterConfigModel,
} from "@opentelemetry/configuration";
import { orNoLimit } from "./or_no_limit.ts";
import type { ReadTls } from "./tls_reader.ts";
import type { Signal } from "./transport.ts";
import type { OtlpTransportConfig } from "./transport_config.ts";

/** An exporter of the configuration that sends over the network, by its name in the model. */
export type NetworkExporter =
  | { readonly name: "otlp_http"; readonly options: NonNullable<OtlpHttpExporterConfigModel> }
  | { readonly name: "otlp_grpc"; readonly options: NonNullable<OtlpGrpcExporterConfigModel> }
  | { readonly name: "zipkin"; readonly options: ZipkinExporterModel };

/** An exporter for Zipkin; the configuration model has no type for it any more. */
export interface ZipkinExporterModel {
  readonly endpoint?: string | null;
  /** In milliseconds. */
  readonly timeout?: number | null;
}

/**
 * Settles how an exporter of the configuration sends, defaults included.
 *
 * @param headers Sent with each request, as the user agent is.
 * @param readTls Asked for the files of `tls` where the endpoint's scheme is `https:`.
 * @see {@link https://opentelemetry.io/docs/specs/otel/protocol/exporter/}
 *
 * @example Zipkin with nothing said
 * ```ts
 * import assert from "node:assert/strict";
 *
 * const { endpoint, timeoutMillis } = toTransportConfig({ name: "zipkin", options: {} }, {
 *   signal: "traces",
 *   userAgent: "example/1.0",
 *   headers: {},
 *   readTls: () => undefined,
 * });
 * assert.equal(endpoint, "http://localhost:9411/api/v2/spans");
 * assert.equal(timeoutMillis, 10_000);
 * ```
 */
export function toTransportConfig(
  exporter: NetworkExporter,
  { signal, userAgent, headers, readTls }: {
    readonly signal: Signal;
    readonly userAgent: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly readTls: ReadTls;
  },
): OtlpTransportConfig {
  const { timeout, endpoint } = exporter.options;
  const common = {
    timeoutMillis: orNoLimit(timeout ?? 10_000),
    userAgent,
    headers,
  };
  if (exporter.name === "zipkin") {
    return {
      ...common,
      protocol: "http",
      endpoint: endpoint ?? "http://localhost:9411/api/v2/spans",
      compression: "none",
    };
  }
  const compression = exporter.options.compression === "gzip" ? "gzip" : "none";
  const otlp = { ...common, compression } as const;
  const config: OtlpTransportConfig = exporter.name === "otlp_grpc"
    ? { ...otlp, protocol: "grpc", endpoint: grpcEndpoint(exporter.options) }
    : { ...otlp, protocol: "http", endpoint: endpoint ?? `http://localhost:4318/v1/${signal}` };
  const tls = /^https:/i.test(config.endpoint) ? readTls(exporter.options.tls ?? {}) : undefined;
  return tls === undefined ? config : { ...config, tls };
}

/** A scheme has precedence; without one, `insecure` decides. */
function grpcEndpoint(
  { endpoint, tls }: NonNullable<OtlpGrpcExporterConfigModel>,
): string {
  if (endpoint === undefined || endpoint === null) return "http://localhost:4317";
  if (/^https?:\/\//i.test(endpoint)) return endpoint;
  return `${tls?.insecure === true ? "http" : "https"}://${endpoint}`;
}
