import type { ConfigurationModel } from "@opentelemetry/configuration";
import type { Resource } from "@opentelemetry/resources";
import { toDiagnosticsLevel } from "./config/to_diagnostics_level.ts";
import { createDiagnostics } from "./diagnostics/diagnostics.ts";
import { useApiDiag } from "./diagnostics/use_api_diag.ts";
import { denoTelemetryIsOn } from "./providers/deno_telemetry.ts";
import { registerGlobals } from "./providers/register_globals.ts";
import { startPropagation } from "./start_propagation.ts";
import { startSignals, type TelemetryParts, type ThreadParts } from "./start_signals.ts";
import type { Telemetry } from "./telemetry.ts";

/** What {@linkcode startTelemetryInThread} is told besides the user's own parts. */
export interface StartInThreadOptions extends TelemetryParts, ThreadParts {
  /** Called when everything is registered; not where a step failed. What it throws is ignored. */
  readonly onStarted?: () => void;
}

/**
 * What `startTelemetrySync` does, also in a thread that the application has started.
 */
export function startTelemetryInThread(
  config: ConfigurationModel,
  resource: Resource,
  { onStarted, ...parts }: StartInThreadOptions = {},
): Telemetry {
  const level = toDiagnosticsLevel(config.log_level);
  const diagnostics = parts.diagnostics ?? createDiagnostics({ level });
  const undo = new AsyncDisposableStack();
  let started = false;
  let forceFlush = () => Promise.resolve();
  try {
    undo.defer(useApiDiag(diagnostics, { level }));
    if (config.disabled === true) {
      // Propagation goes on: a disabled service must not break the traces of others.
      // Deno's own, where it is on, propagates by itself.
      if (!denoTelemetryIsOn()) {
        undo.defer(registerGlobals(startPropagation(config.propagator, parts)));
      }
    } else {
      forceFlush = startSignals(config, resource, { parts, diagnostics, undo });
    }
    started = true;
  } catch (error) {
    undo.disposeAsync().catch(() => {});
    const reason = error instanceof Error ? error.message : String(error);
    diagnostics.error(`Cannot start telemetry, the application runs without it: ${reason}`);
  }
  try {
    if (started) onStarted?.();
  } catch {
    // Nobody is left to tell: standard error is closed, or full.
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
