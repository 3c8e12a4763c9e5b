/**
 * The OpenTelemetry distribution for Deno. Most applications need none of this: preload
 * `./register` in front of them. This is for those that start telemetry themselves.
 *
 * @example Start, use and stop telemetry
 * ```ts
 * import { startTelemetry } from "@otel-deno/telemetry-setup";
 * import { trace } from "@opentelemetry/api";
 *
 * const telemetry = await startTelemetry({ env: (name) => name.endsWith("_EXPORTER") ? "none" : undefined });
 * trace.getTracer("example").startActiveSpan("work", (span) => span.end());
 * await telemetry.shutdown();
 * ```
 *
 * @module
 */
export type {
  AttributeOption,
  CodeOptions,
  ConfigOptions,
  PartOf,
} from "./config/code/code_options.ts";
export type { OtelDenoModel } from "./config/otel_deno_model.ts";
export type { Entity } from "./config/parse/parse_entities.ts";
export type { ReadEnv } from "./config/read_env.ts";
export type { Diagnostics } from "./diagnostics/diagnostics.ts";
export { startTelemetry, type StartTelemetryOptions } from "./start_telemetry.ts";
export type { TelemetryParts } from "./start_signals.ts";
export { startTelemetrySync } from "./start_telemetry_sync.ts";
export type { Telemetry } from "./telemetry.ts";
export type { EncodeOptions, Encoder } from "./processors/encoder.ts";
export type { SendOptions, Signal, Transport, Verdict } from "./transports/transport.ts";
