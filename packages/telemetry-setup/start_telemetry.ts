import type { ReadEnv } from "./config/read_env.ts";
import { startFromEnvironment } from "./start_from_environment.ts";
import type { TelemetryParts } from "./start_signals.ts";
import type { Telemetry } from "./telemetry.ts";

/** Options of {@linkcode startTelemetry}. */
export interface StartTelemetryOptions extends TelemetryParts {
  /** Reads an environment variable. @default the process's environment, as far as it is permitted */
  readonly env?: ReadEnv;
}

/**
 * Starts telemetry as the environment asks for: reads `OTEL_*`, detects the resource, then builds
 * and registers everything. What cannot be used is told in one line each, and something else is
 * used; it never throws, and the application always runs.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/}
 *
 * @example Record a span with a processor of one's own
 * ```ts
 * import { trace } from "@opentelemetry/api";
 * import { InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace";
 * import assert from "node:assert/strict";
 *
 * const exporter = new InMemorySpanExporter();
 * const telemetry = await startTelemetry({
 *   env: (name) => name.endsWith("_EXPORTER") ? "none" : undefined,
 *   spanProcessors: [new SimpleSpanProcessor({ exporter })],
 * });
 * trace.getTracer("example").startSpan("work").end();
 * assert.equal(exporter.getFinishedSpans()[0]?.name, "work");
 * await telemetry.shutdown();
 * ```
 */
export function startTelemetry(options: StartTelemetryOptions = {}): Promise<Telemetry> {
  return Promise.resolve(startFromEnvironment(options));
}
