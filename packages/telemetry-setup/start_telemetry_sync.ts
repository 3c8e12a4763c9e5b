import type { ConfigurationModel } from "@opentelemetry/configuration";
import type { Resource } from "@opentelemetry/resources";
import type { TelemetryParts } from "./start_signals.ts";
import { startTelemetryInThread } from "./start_telemetry_in_thread.ts";
import type { Telemetry } from "./telemetry.ts";

/**
 * Builds and registers everything without waiting: from the wire inward, the globals last. If a
 * step fails, what was built is undone, one line says why, and the application runs on without
 * telemetry. Never throws.
 *
 * @param config What the user asked for, in the model of declarative configuration.
 * @param resource Who is speaking, settled before anything starts.
 * @see {@link https://opentelemetry.io/docs/specs/otel/configuration/sdk/}
 *
 * @example Telemetry with a reader of one's own and nothing sent
 * ```ts
 * import { emptyResource } from "@opentelemetry/resources";
 * import assert from "node:assert/strict";
 *
 * const telemetry = startTelemetrySync({ log_level: "error" }, emptyResource());
 * assert.equal(telemetry.config.log_level, "error");
 * await telemetry.shutdown();
 * ```
 */
export function startTelemetrySync(
  config: ConfigurationModel,
  resource: Resource,
  parts: TelemetryParts = {},
): Telemetry {
  return startTelemetryInThread(config, resource, parts);
}
