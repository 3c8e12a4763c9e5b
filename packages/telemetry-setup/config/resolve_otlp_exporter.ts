import type {
  OtlpGrpcExporterConfigModel,
  OtlpHttpExporterConfigModel,
} from "@opentelemetry/configuration";
import type { EnvSettings } from "./create_env_settings.ts";
import { maskUrl } from "./mask_url.ts";
import { type Header, parseHeaders } from "./parse_headers.ts";
import { parseGrpcEndpoint } from "./parse_grpc_endpoint.ts";
import { parseHttpEndpoint } from "./parse_http_endpoint.ts";

/** A signal, as it is written in the path of an OTLP endpoint. */
export type OtlpSignal = "traces" | "metrics" | "logs";

/** The part of the model that describes an exporter for OTLP. */
export type OtlpExporterModel =
  | { otlp_http: NonNullable<OtlpHttpExporterConfigModel> }
  | { otlp_grpc: NonNullable<OtlpGrpcExporterConfigModel> };

const DEFAULT_HTTP_ENDPOINT = "http://localhost:4318";
const DEFAULT_GRPC_ENDPOINT = "http://localhost:4317";

/**
 * Resolves where and how a signal is sent with OTLP. Every value is given; a timeout of 0 is none,
 * and of two headers with the same name, in any case, that of the signal is there.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/protocol/exporter/}
 *
 * @example Usage
 * ```ts
 * import { createEnvSettings } from "./create_env_settings.ts";
 * import { resolveOtlpExporter } from "./resolve_otlp_exporter.ts";
 * import assert from "node:assert/strict";
 *
 * const settings = createEnvSettings(() => undefined);
 * assert.deepEqual(resolveOtlpExporter(settings, "traces"), {
 *   otlp_http: {
 *     endpoint: "http://localhost:4318/v1/traces",
 *     headers: [],
 *     compression: "none",
 *     timeout: 10_000,
 *     encoding: "protobuf",
 *   },
 * });
 * ```
 */
export function resolveOtlpExporter(settings: EnvSettings, signal: OtlpSignal): OtlpExporterModel {
  const prefix = PREFIXES[signal];
  const protocol = settings.choice(`${prefix}_PROTOCOL`);
  const insecure = settings.boolean(`${prefix}_INSECURE`);
  const common = {
    headers: mergeHeaders(settings, signal),
    compression: settings.choice(`${prefix}_COMPRESSION`),
    timeout: settings.number(`${prefix}_TIMEOUT`),
  };
  if (protocol === "grpc") {
    return { otlp_grpc: { endpoint: grpcEndpoint(settings, signal, insecure), ...common } };
  }
  return {
    otlp_http: {
      endpoint: httpEndpoint(settings, signal),
      ...common,
      encoding: protocol === "http/json" ? "json" : "protobuf",
    },
  };
}

const PREFIXES = {
  traces: "OTEL_EXPORTER_OTLP_TRACES",
  metrics: "OTEL_EXPORTER_OTLP_METRICS",
  logs: "OTEL_EXPORTER_OTLP_LOGS",
} as const;

function httpEndpoint(settings: EnvSettings, signal: OtlpSignal): string {
  const base = settings.read("OTEL_EXPORTER_OTLP_ENDPOINT", {
    parse: parseHttpEndpoint,
    fallback: () => DEFAULT_HTTP_ENDPOINT,
  });
  return settings.read(`${PREFIXES[signal]}_ENDPOINT`, {
    parse: parseHttpEndpoint,
    fallback: () => appendSignalPath(base, signal),
    describe: maskUrl,
  });
}

function appendSignalPath(base: string, signal: OtlpSignal): string {
  const url = new URL(base);
  url.pathname = `${url.pathname.replace(/\/$/, "")}/v1/${signal}`;
  return url.href;
}

function grpcEndpoint(settings: EnvSettings, signal: OtlpSignal, insecure: boolean): string {
  const base = settings.read("OTEL_EXPORTER_OTLP_ENDPOINT", {
    parse: (text) => parseGrpcEndpoint(text, { insecure }),
    fallback: () => DEFAULT_GRPC_ENDPOINT,
  });
  return settings.read(`${PREFIXES[signal]}_ENDPOINT`, {
    parse: (text) => parseGrpcEndpoint(text, { insecure }),
    fallback: () => base,
  });
}

function mergeHeaders(settings: EnvSettings, signal: OtlpSignal): Header[] {
  const options = {
    parse: parseHeaders,
    fallback: (): readonly Header[] => [],
    describe: () => "none of it",
  };
  const merged = new Map<string, Header>();
  for (const name of ["OTEL_EXPORTER_OTLP_HEADERS", `${PREFIXES[signal]}_HEADERS`] as const) {
    for (const header of settings.read(name, options)) {
      merged.set(header.name.toLowerCase(), header);
    }
  }
  return [...merged.values()];
}
