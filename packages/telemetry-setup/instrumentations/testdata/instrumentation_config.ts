import {
  type HttpSideModel,
  type InstrumentationConfig,
  toInstrumentationConfig,
} from "../../config/instrumentation_config.ts";
import type { OtelDenoModel } from "../../config/otel_deno_model.ts";

/** What holds where the user asked for nothing. */
export const DEFAULT_CONFIG: InstrumentationConfig = toInstrumentationConfig({});

/** The defaults, but for some settings of ours and of HTTP servers. */
export function configWith(
  own: Partial<OtelDenoModel>,
  server: Partial<HttpSideModel> = {},
): InstrumentationConfig {
  return {
    ...DEFAULT_CONFIG,
    otel_deno: { ...DEFAULT_CONFIG.otel_deno, ...own },
    http: { ...DEFAULT_CONFIG.http, server: { ...DEFAULT_CONFIG.http.server, ...server } },
  };
}
