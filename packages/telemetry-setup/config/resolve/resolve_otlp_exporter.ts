import type {
  OtlpGrpcExporterConfigModel,
  OtlpHttpExporterConfigModel,
} from "@opentelemetry/configuration";
import type { EnvSettings } from "../create_env_settings.ts";
import type { EnvVariableName } from "../env_variables.ts";
import { maskUrl } from "../mask_url.ts";
import { type Header, parseHeaders } from "../parse/parse_headers.ts";
import { parseGrpcEndpoint } from "../parse/parse_grpc_endpoint.ts";
import { parseHttpEndpoint } from "../parse/parse_http_endpoint.ts";
import { type Setting, type SettingSource, Sourced, type WithSources } from "../sourced.ts";

/** A signal, as it is written in the path of an OTLP endpoint. */
export type OtlpSignal = "traces" | "metrics" | "logs";

/** The part of the model that describes an exporter for OTLP. */
export type OtlpExporterModel =
  | { readonly otlp_http: WithSourcesInside<NonNullable<OtlpHttpExporterConfigModel>> }
  | { readonly otlp_grpc: WithSourcesInside<NonNullable<OtlpGrpcExporterConfigModel>> };

type WithSourcesInside<T> = { readonly [K in keyof T]: WithSources<T[K]> };

const DEFAULT_HTTP_ENDPOINT: Setting<string> = {
  value: "http://localhost:4318",
  source: "default",
};
const DEFAULT_GRPC_ENDPOINT: Setting<string> = {
  value: "http://localhost:4317",
  source: "default",
};

/**
 * Resolves where and how a signal is sent with OTLP. Every value is given; a timeout of 0 is none,
 * and of two headers with the same name, in any case, that of the signal is there. The endpoint for
 * gRPC always has a scheme, which tells whether TLS is used.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/protocol/exporter/}
 *
 * @example Usage
 * ```ts
 * import { createEnvSettings } from "../create_env_settings.ts";
 * import { resolveOtlpExporter } from "./resolve_otlp_exporter.ts";
 * import { separateSources } from "../separate_sources.ts";
 * import assert from "node:assert/strict";
 *
 * const settings = createEnvSettings(() => undefined);
 * const exporter = resolveOtlpExporter(settings, "traces");
 * assert.deepEqual(separateSources<object>(exporter).value, {
 *   otlp_http: {
 *     endpoint: "http://localhost:4318/v1/traces",
 *     tls: { ca_file: null, key_file: null, cert_file: null },
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
  const tls = resolveTls(settings, signal);
  const common = {
    headers: mergeHeaders(settings, signal),
    compression: Sourced.of<string>(settings.choice(`${prefix}_COMPRESSION`)),
    timeout: Sourced.of(settings.number(`${prefix}_TIMEOUT`)),
  };
  if (protocol.value === "grpc") {
    const endpoint = grpcEndpoint(settings, signal, insecure.value);
    return {
      otlp_grpc: {
        endpoint: masked(endpoint),
        tls: { ...tls, insecure: Sourced.of(insecure) },
        ...common,
      },
    };
  }
  return {
    otlp_http: {
      endpoint: masked(httpEndpoint(settings, signal)),
      tls,
      ...common,
      encoding: new Sourced(protocol.value === "http/json" ? "json" : "protobuf", protocol.source),
    },
  };
}

const PREFIXES = {
  traces: "OTEL_EXPORTER_OTLP_TRACES",
  metrics: "OTEL_EXPORTER_OTLP_METRICS",
  logs: "OTEL_EXPORTER_OTLP_LOGS",
} as const;

function masked({ value, source }: Setting<string>): Sourced<string> {
  return new Sourced(value, source, maskUrl(value));
}

function httpEndpoint(settings: EnvSettings, signal: OtlpSignal): Setting<string> {
  const base = settings.read("OTEL_EXPORTER_OTLP_ENDPOINT", {
    parse: parseHttpEndpoint,
    fallback: () => DEFAULT_HTTP_ENDPOINT,
  });
  return settings.read(`${PREFIXES[signal]}_ENDPOINT`, {
    parse: parseHttpEndpoint,
    fallback: () => ({ value: appendSignalPath(base.value, signal), source: base.source }),
    describe: maskUrl,
  });
}

function appendSignalPath(base: string, signal: OtlpSignal): string {
  const url = new URL(base);
  url.pathname = `${url.pathname.replace(/\/$/, "")}/v1/${signal}`;
  return url.href;
}

function grpcEndpoint(
  settings: EnvSettings,
  signal: OtlpSignal,
  insecure: boolean,
): Setting<string> {
  const base = settings.read("OTEL_EXPORTER_OTLP_ENDPOINT", {
    parse: (text) => parseGrpcEndpoint(text, { insecure }),
    fallback: () => DEFAULT_GRPC_ENDPOINT,
  });
  return settings.read(`${PREFIXES[signal]}_ENDPOINT`, {
    parse: (text) => parseGrpcEndpoint(text, { insecure }),
    fallback: () => base,
  });
}

function resolveTls(settings: EnvSettings, signal: OtlpSignal) {
  const prefix = PREFIXES[signal];
  const none: Setting<string | null> = { value: null, source: "default" };
  let key = settings.text(`${prefix}_CLIENT_KEY`);
  let certificate = settings.text(`${prefix}_CLIENT_CERTIFICATE`);
  if (key.value !== null && certificate.value === null) {
    refuseAlone(settings, key.source, "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE");
    key = none;
  } else if (certificate.value !== null && key.value === null) {
    refuseAlone(settings, certificate.source, "OTEL_EXPORTER_OTLP_CLIENT_KEY");
    certificate = none;
  }
  return {
    ca_file: Sourced.of(settings.text(`${prefix}_CERTIFICATE`)),
    key_file: Sourced.of(key),
    cert_file: Sourced.of(certificate),
  };
}

function refuseAlone(settings: EnvSettings, given: SettingSource, missing: string): void {
  settings.refuse(given as EnvVariableName, {
    expected: `${missing} beside it`,
    used: "no client certificate",
  });
}

function mergeHeaders(settings: EnvSettings, signal: OtlpSignal): Sourced<Header>[] {
  const options = {
    parse: parseHeaders,
    fallback: (): Setting<readonly Header[]> => ({ value: [], source: "default" }),
    describe: () => "none of it",
  };
  const merged = new Map<string, Sourced<Header>>();
  for (const name of ["OTEL_EXPORTER_OTLP_HEADERS", `${PREFIXES[signal]}_HEADERS`] as const) {
    const { value, source } = settings.read(name, options);
    for (const header of value) {
      const shown = { name: header.name, value: "***" };
      merged.set(header.name.toLowerCase(), new Sourced(header, source, shown));
    }
  }
  return [...merged.values()];
}
