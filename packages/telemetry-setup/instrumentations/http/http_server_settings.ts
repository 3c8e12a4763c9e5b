import type { InstrumentationConfig } from "../instrumentation.ts";
import { createHttpSideSettings, type HttpSideSettings } from "./http_side_settings.ts";

/** What the user asked for of HTTP servers, made ready for each request. */
export interface HttpServerSettings extends HttpSideSettings {
  readonly trustProxy: boolean;
  /** Whether the span tells when the answer began. */
  readonly firstByteEvent: boolean;
  readonly extraMetrics: boolean;
  /** Whether inner functions of Deno may be used. */
  readonly fastPath: boolean;
}

/** Makes the configuration of HTTP servers ready, once at their start. */
export function createHttpServerSettings(config: InstrumentationConfig): HttpServerSettings {
  return {
    ...createHttpSideSettings("server", config),
    trustProxy: config.otel_deno.trust_proxy,
    firstByteEvent: config.otel_deno.first_byte_event,
    extraMetrics: config.otel_deno.http_extra_metrics,
    fastPath: config.otel_deno.fast_path,
  };
}
