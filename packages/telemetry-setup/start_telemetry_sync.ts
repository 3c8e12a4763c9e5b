import type { ConfigurationModel } from "@opentelemetry/configuration";
import type { Resource } from "@opentelemetry/resources";
import { toDiagnosticsLevel } from "./config/to_diagnostics_level.ts";
import { createDiagnostics } from "./diagnostics/diagnostics.ts";
import { useApiDiag } from "./diagnostics/use_api_diag.ts";
import { createPropagator } from "./providers/create_propagator.ts";
import { denoTelemetryIsOn } from "./providers/deno_telemetry.ts";
import { registerGlobals } from "./providers/register_globals.ts";
import { startSignals, type TelemetryParts } from "./start_signals.ts";
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
  const level = toDiagnosticsLevel(config.log_level);
  const diagnostics = parts.diagnostics ?? createDiagnostics({ level });
  const undo = new AsyncDisposableStack();
  let forceFlush = () => Promise.resolve();
  try {
    undo.defer(useApiDiag(diagnostics, { level }));
    if (config.disabled === true) {
      // Propagation goes on: a disabled service must not break the traces of others.
      // Deno's own, where it is on, propagates by itself.
      if (!denoTelemetryIsOn()) {
        undo.defer(registerGlobals({ propagator: createPropagator(config.propagator) }));
      }
    } else {
      forceFlush = startSignals(config, resource, { parts, diagnostics, undo });
    }
  } catch (error) {
    undo.disposeAsync().catch(() => {});
    const reason = error instanceof Error ? error.message : String(error);
    diagnostics.error(`Cannot start telemetry, the application runs without it: ${reason}`);
  }

  let stopped: Promise<void> | undefined;
  const shutdown = () => stopped ??= undo.disposeAsync();
  return {
    config,
    forceFlush: () => stopped ?? forceFlush(),
    shutdown,
    [Symbol.asyncDispose]: shutdown,
  };
}
