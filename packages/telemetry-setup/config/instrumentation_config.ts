import type { ConfigurationModel } from "@opentelemetry/configuration";
import { COMPLETE_MODELS } from "./complete_models.ts";
import { deepFreeze } from "./deep_freeze.ts";
import type { OtelDenoModel } from "./otel_deno_model.ts";
import { resolveConfig } from "./resolve_config.ts";

/** What is recorded of HTTP requests of one side. */
export interface HttpSideModel {
  /** Regular expressions for whole names of headers, in any case. */
  readonly request_captured_headers: readonly string[];
  /** Regular expressions for whole names of headers, in any case. */
  readonly response_captured_headers: readonly string[];
  /** Methods that are named in telemetry. */
  readonly known_methods: readonly string[];
}

/** The part of the model that instrumentations may see; frozen and complete. */
export interface InstrumentationConfig {
  /** `instrumentation/development.general.http`. */
  readonly http: { readonly client: HttpSideModel; readonly server: HttpSideModel };
  /** `instrumentation/development.general.sanitization.url.sensitive_query_parameters`. */
  readonly sensitive_query_parameters: readonly string[];
  /** `distribution.otel_deno`. */
  readonly otel_deno: OtelDenoModel;
}

let defaults: ConfigurationModel | undefined;

/**
 * Takes the part of the model out that instrumentations may see. Where a model that was made by hand
 * leaves something out, that is the default.
 *
 * @example Usage
 * ```ts
 * import { toInstrumentationConfig } from "./instrumentation_config.ts";
 * import assert from "node:assert/strict";
 *
 * const { otel_deno, http } = toInstrumentationConfig({
 *   distribution: { otel_deno: { trust_proxy: true } },
 * });
 * assert.equal(otel_deno.trust_proxy, true);
 * assert.equal(otel_deno.log_correlation, false);
 * assert.ok(http.server.known_methods.includes("GET"));
 * ```
 */
export function toInstrumentationConfig(config: ConfigurationModel): InstrumentationConfig {
  // A resolved one has all of it.
  if (!COMPLETE_MODELS.has(config)) defaults ??= resolveConfig(() => undefined).config;
  const [given, byDefault] = [config, defaults].map((model) => ({
    general: model?.["instrumentation/development"]?.general,
    own: model?.distribution?.otel_deno as Partial<OtelDenoModel> | undefined,
  }));
  const side = (name: "client" | "server") => ({
    ...byDefault?.general?.http?.[name],
    ...given?.general?.http?.[name],
  });
  return deepFreeze({
    http: { client: side("client") as HttpSideModel, server: side("server") as HttpSideModel },
    sensitive_query_parameters: given?.general?.sanitization?.url?.sensitive_query_parameters ??
      byDefault?.general?.sanitization?.url?.sensitive_query_parameters ?? [],
    otel_deno: { ...byDefault?.own, ...given?.own } as OtelDenoModel,
  });
}
