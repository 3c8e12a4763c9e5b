import type { ResourceDetector } from "@opentelemetry/resources";
import type { CodeOptions } from "./config/code/code_options.ts";
import type { ReadEnv } from "./config/read_env.ts";
import { settleDetectors } from "./resource/detectors/settle_detectors.ts";
import { startFromEnvironment } from "./start_from_environment.ts";
import type { TelemetryParts } from "./start_signals.ts";
import type { Telemetry } from "./telemetry.ts";

/** Options of {@linkcode startTelemetry}. */
export interface StartTelemetryOptions extends TelemetryParts, CodeOptions {
  /** Reads an environment variable. @default the process's environment, as far as it is permitted */
  readonly env?: ReadEnv;
  /**
   * Find out more about who is speaking. All of them together have 50 ms; what they do not know by
   * then is left out. What they find wins over what is detected otherwise, and the user's attributes
   * over that.
   *
   * @default none
   */
  readonly resourceDetectors?: readonly ResourceDetector[];
}

/**
 * Starts telemetry as the options ask for, and where they say nothing, a file of declarative
 * configuration (`OTEL_CONFIG_FILE`), or the environment: reads them, detects the resource, then
 * builds and registers everything. What cannot be used is told in one line each, and something else is
 * used; it never throws, and the application always runs.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/}
 *
 * @example Options in code win over file and environment
 * ```ts
 * import assert from "node:assert/strict";
 *
 * const telemetry = await startTelemetry({
 *   env: (name) => ({ OTEL_TRACES_EXPORTER: "console", OTEL_SERVICE_NAME: "of-the-environment" })[name],
 *   serviceName: "dice-server",
 *   config: {
 *     tracer_provider: { processors: [], sampler: { always_off: {} } },
 *     meter_provider: { readers: [] },
 *     logger_provider: { processors: [] },
 *   },
 * });
 * assert.deepEqual(telemetry.config.tracer_provider?.sampler, { always_off: {} });
 * assert.deepEqual(telemetry.config.resource?.attributes, [
 *   { name: "service.name", value: "dice-server" },
 * ]);
 * await telemetry.shutdown();
 * ```
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
export async function startTelemetry(options: StartTelemetryOptions = {}): Promise<Telemetry> {
  const { resourceDetectors = [] } = options;
  if (resourceDetectors.length === 0) return startFromEnvironment(options);
  return startFromEnvironment(options, { settled: await settleDetectors(resourceDetectors) });
}
